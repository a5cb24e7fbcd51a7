package app.kolan.bench.load;

/// Processor time that was used up to one moment, in seconds.
///
/// @param at nanoseconds of one clock
record Sample(long at, double server, double generator, double all) {
  static Sample of(ServerProcess server) {
    return new Sample(
        System.nanoTime(),
        ProcStat.cpuSeconds(server.pid()),
        ProcStat.cpuSeconds(ProcessHandle.current().pid()),
        ProcStat.allCpuSeconds());
  }

  double secondsSince(Sample before) {
    return (at - before.at) / 1e9;
  }

  double serverSince(Sample before) {
    return server - before.server;
  }

  double serverShare(Sample before) {
    return serverSince(before) / secondsSince(before);
  }

  double generatorShare(Sample before) {
    return (generator - before.generator) / secondsSince(before);
  }

  /// Cores that all other processes used.
  double othersShare(Sample before) {
    double others = all - before.all - serverSince(before) - (generator - before.generator);
    return Math.max(0, others) / secondsSince(before);
  }
}
