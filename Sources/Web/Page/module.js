"use strict";

// The compiled lab: texts in, texts out. It imports nothing.
class Lab {
  constructor(compiled) {
    this.exports = new WebAssembly.Instance(compiled).exports;
  }

  // Calls a function with a text and numbers, and returns its text.
  call(name, text = "", ...numbers) {
    const bytes = new TextEncoder().encode(text);
    const { memory, malloc, free } = this.exports;
    const place = malloc(bytes.length + 1) >>> 0;
    new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
    const result = this.exports[name](place, bytes.length, ...numbers) >>> 0;
    free(place);
    if (result === 0) return "";
    const length = new DataView(memory.buffer).getUint32(result, true);
    return new TextDecoder().decode(new Uint8Array(memory.buffer, result + 4, length));
  }
}
