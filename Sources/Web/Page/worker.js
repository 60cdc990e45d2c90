"use strict";

// The compiled lab in a thread of its own, so that the page goes on while it works.
let compiled = null;
const labs = {};

onmessage = async ({ data }) => {
  try {
    if (data.module) compiled = data.module;
    if (data.packed) {
      const bytes = unpack(data.packed, data.sizes[0] + data.sizes[1]);
      compiled = await WebAssembly.compile(bytes.subarray(0, data.sizes[0]));
      const course = new TextDecoder().decode(bytes.subarray(data.sizes[0]));
      return postMessage({ id: data.id, result: { module: compiled, course: JSON.parse(course) } });
    }
    if (data.function === undefined) return postMessage({ id: data.id });
    labs[data.lab] ??= new Lab(compiled);
    const result = labs[data.lab].call(data.function, data.text, ...data.numbers);
    postMessage({ id: data.id, result });
  } catch (error) {
    // A module that has stopped in the middle is in no state to go on.
    delete labs[data.lab];
    postMessage({ id: data.id, fault: String(error) });
  }
};
