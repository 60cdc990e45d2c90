#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The CPU time of the process: what the work costs, whatever else the machine does.
enum CPU {
  /// The CPU seconds that the work takes, those of its threads included.
  static func seconds(_ work: () -> Void) -> Double {
    let start = now
    work()
    return now - start
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The memory of the process, in bytes.
enum Memory {
  /// The memory that it holds now; 0 if that is not known.
  static var resident: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var numbers = [CChar](repeating: 0, count: 128)
    guard fgets(&numbers, 128, file) != nil else { return 0 }
    let text = String(decoding: numbers.prefix { $0 != 0 }.map { UInt8($0) }, as: UTF8.self)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(getpagesize())
  }

  /// The most that it has ever held.
  static var peak: Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1_024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}

/// Figures by name, several of each; the medians are printed.
///
/// Competitors take turns, so that a noisy machine is noisy for all of them.
struct Figures {
  private var names: [String] = []
  private var values: [String: [Double]] = [:]

  /// Adds the CPU nanoseconds that each of these operations took.
  mutating func time(_ name: String, operations: Int, _ work: () -> Void) {
    add(name, CPU.seconds(work) * 1e9 / Double(operations))
  }

  mutating func add(_ name: String, _ value: Double) {
    if values[name] == nil { names.append(name) }
    values[name, default: []].append(value)
  }

  func printMedians() {
    for name in names {
      let sorted = (values[name] ?? []).sorted()
      print(name, Double(Int(sorted[sorted.count / 2] * 10)) / 10)
    }
  }
}
