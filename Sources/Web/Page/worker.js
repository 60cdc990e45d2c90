"use strict";

// The compiled lab in a thread of its own, so that the page goes on while it works.
let compiled = null;
const labs = {};

onmessage = async ({ data }) => {
  try {
    if (data.module) compiled = data.module;
    if (data.packed) compiled = await WebAssembly.compile(unpack(data.packed, data.size));
    if (data.function === undefined) return postMessage({ id: data.id, result: compiled });
    labs[data.lab] ??= new Lab(compiled);
    const result = labs[data.lab].call(data.function, data.text, ...data.numbers);
    postMessage({ id: data.id, result });
  } catch (error) {
    // A module that has stopped in the middle is in no state to go on.
    delete labs[data.lab];
    postMessage({ id: data.id, fault: String(error) });
  }
};
