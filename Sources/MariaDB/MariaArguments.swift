#if MariaDB
  import CMariaDB
  import Connecting

  /// The values of parameters as libmariadb reads them, until the statement has been sent.
  final class MariaArguments {
    private var binds: [MYSQL_BIND] = []
    private var buffers: [UnsafeMutableRawBufferPointer] = []
    private let lengths: UnsafeMutableBufferPointer<UInt>

    init(_ arguments: [SQLArgument]) {
      lengths = .allocate(capacity: max(1, arguments.count))
      lengths.initialize(repeating: 0)
      for (index, argument) in arguments.enumerated() {
        var bind = MYSQL_BIND()
        let buffer = argument.buffer
        buffers.append(buffer)
        lengths[index] = UInt(buffer.count)
        bind.buffer_type = argument.type
        bind.buffer = buffer.baseAddress
        bind.buffer_length = UInt(buffer.count)
        bind.length = lengths.baseAddress.map { $0 + index }
        binds.append(bind)
      }
    }

    deinit {
      for buffer in buffers { buffer.deallocate() }
      lengths.deallocate()
    }

    /// Whether the statement accepts them.
    func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) -> Bool {
      binds.isEmpty
        || binds.withUnsafeMutableBufferPointer {
          mysql_stmt_bind_param(statement, $0.baseAddress) == 0
        }
    }
  }

  extension SQLArgument {
    fileprivate var type: enum_field_types {
      switch self {
      case .text: MYSQL_TYPE_BLOB
      case .integer: MYSQL_TYPE_LONGLONG
      }
    }

    /// A copy of the bytes.
    fileprivate var buffer: UnsafeMutableRawBufferPointer {
      switch self {
      case .text(let text):
        let bytes = Array(text.utf8)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        buffer.copyBytes(from: bytes)
        return buffer
      case .integer(let number):
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 8)
        buffer.storeBytes(of: number, as: Int64.self)
        return buffer
      }
    }
  }
#endif
