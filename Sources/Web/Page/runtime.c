// What Embedded Swift needs besides wasi-libc's malloc and memcpy.

// Seeds of hashes. They are always the same, so that the same commands have the same answers.
void arc4random_buf(void *place, __SIZE_TYPE__ count) {
  static unsigned long long state = 0x9E3779B97F4A7C15ull;
  unsigned char *bytes = place;
  for (__SIZE_TYPE__ index = 0; index < count; index++) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    bytes[index] = (unsigned char)(state >> 24);
  }
}

// Nothing prints, for the page gets texts. This keeps wasi-libc's stdio out, with its imports.
int putchar(int character) { return character; }
