"use strict";

// Unpacks LZMA (Igor Pavlov's format with its header of 13 bytes, as `xz --format=lzma` writes it).
// Gzip, which browsers unpack themselves, would make the page half as large again.
function unpack(input, size) {
  const [lc, lp, pb] = [input[0] % 9, Math.floor(input[0] / 9) % 5, Math.floor(input[0] / 45)];
  const output = new Uint8Array(size);
  let next = 18, range = 0xFFFFFFFF, at = 0, state = 0;
  let code = new DataView(input.buffer, input.byteOffset).getUint32(14);
  const models = (count) => new Uint16Array(count).fill(1024);

  // The range coder.
  function widen() {
    if (range >= 0x1000000) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | input[next++]) >>> 0;
  }
  function bit(model, index) {
    widen();
    const bound = (range >>> 11) * model[index];
    if (code < bound) {
      range = bound;
      model[index] += (2048 - model[index]) >> 5;
      return 0;
    }
    range -= bound;
    code -= bound;
    model[index] -= model[index] >> 5;
    return 1;
  }
  function even(count) {
    let value = 0;
    for (; count > 0; count--) {
      widen();
      range >>>= 1;
      const isOne = code >= range;
      if (isOne) code -= range;
      value = value * 2 + isOne;
    }
    return value;
  }
  function tree(model, start, count) {
    let place = 1;
    for (let left = count; left > 0; left--) place = place << 1 | bit(model, start + place);
    return place - (1 << count);
  }
  function reversed(model, start, count) {
    let [place, value] = [1, 0];
    for (let index = 0; index < count; index++) {
      const one = bit(model, start + place);
      place = place << 1 | one;
      value |= one << index;
    }
    return value;
  }

  // Lengths of matches, less two.
  const lengths = () => ({
    choice: models(2), low: models(16 << 3), middle: models(16 << 3), high: models(256),
  });
  function length(coder, place) {
    if (!bit(coder.choice, 0)) return tree(coder.low, place << 3, 3);
    if (!bit(coder.choice, 1)) return 8 + tree(coder.middle, place << 3, 3);
    return 16 + tree(coder.high, 0, 8);
  }

  const literals = models(0x300 << (lc + lp));
  const isMatch = models(12 << 4), isLong = models(12 << 4);
  const [isRepeated, isOlder, isOlder2, isOlder3] = [models(12), models(12), models(12), models(12)];
  const slots = models(4 << 6), near = models(115), far = models(16);
  const [fresh, repeated] = [lengths(), lengths()];
  let distances = [0, 0, 0, 0];

  function literal() {
    const before = at > 0 ? output[at - 1] : 0;
    const start = 0x300 * (((at & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (state >= 7) {
      let match = output[at - distances[0] - 1];
      while (symbol < 0x100) {
        const hint = match >> 7 & 1;
        match <<= 1;
        const one = bit(literals, start + ((1 + hint) << 8) + symbol);
        symbol = symbol << 1 | one;
        if (hint !== one) break;
      }
    }
    while (symbol < 0x100) symbol = symbol << 1 | bit(literals, start + symbol);
    output[at++] = symbol;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }
  function distance(count) {
    const slot = tree(slots, Math.min(count, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1, start = (2 | slot & 1) * 2 ** bits;
    return slot < 14 ? start + reversed(near, start - slot, bits)
      : start + even(bits - 4) * 16 + reversed(far, 0, 4);
  }

  while (at < size) {
    const place = at & ((1 << pb) - 1);
    if (!bit(isMatch, (state << 4) + place)) {
      literal();
      continue;
    }
    let count;
    if (!bit(isRepeated, state)) {
      count = length(fresh, place);
      distances = [distance(count), ...distances.slice(0, 3)];
      state = state < 7 ? 7 : 10;
    } else {
      if (!bit(isOlder, state)) {
        if (!bit(isLong, (state << 4) + place)) {
          state = state < 7 ? 9 : 11;
          output[at] = output[at++ - distances[0] - 1];
          continue;
        }
      } else {
        const which = !bit(isOlder2, state) ? 1 : !bit(isOlder3, state) ? 2 : 3;
        const [chosen] = distances.splice(which, 1);
        distances.unshift(chosen);
      }
      count = length(repeated, place);
      state = state < 7 ? 8 : 11;
    }
    for (let left = Math.min(count + 2, size - at); left > 0; left--) {
      output[at] = output[at - distances[0] - 1];
      at++;
    }
  }
  return output;
}
