extension Array {
  /// The bytes that it has allocated, without what its elements have.
  var bytes: Int {
    // The head of an array is 32 bytes, and the allocator rounds up and keeps a word for itself.
    capacity == 0 ? 0 : (capacity * MemoryLayout<Element>.stride + 32 + 8 + 15) / 16 * 16
  }
}
