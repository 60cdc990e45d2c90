import CEditline

// A wchar_t is a Unicode scalar in every UTF-8 locale, signed on some machines and not on others.

extension Unicode.Scalar {
  /// The scalar as libedit's character.
  var wide: wchar_t { wchar_t(truncatingIfNeeded: value) }
}

extension String {
  /// The text as libedit's characters, ended by a NUL.
  var wide: [wchar_t] { unicodeScalars.map(\.wide) + [0] }

  /// The text of libedit's characters; values that are not scalars are dropped.
  init(wide characters: UnsafeBufferPointer<wchar_t>) {
    self.init()
    unicodeScalars.append(
      contentsOf: characters.lazy.compactMap { Unicode.Scalar(UInt32(truncatingIfNeeded: $0)) })
  }
}
