package app.kolan.bench.load;

/// Processor time that was used up to one moment, in seconds.
///
/// @param at nanoseconds of one clock
record ProcessorSample(long at, double server, double generator, double all) {
  static ProcessorSample of(ServerProcess server) {
    return new ProcessorSample(
        System.nanoTime(),
        ProcStat.cpuSeconds(server.pid()),
        ProcStat.cpuSeconds(ProcessHandle.current().pid()),
        ProcStat.allCpuSeconds());
  }

  double secondsSince(ProcessorSample before) {
    return (at - before.at) / 1e9;
  }

  double serverSince(ProcessorSample before) {
    return server - before.server;
  }

  double serverShare(ProcessorSample before) {
    return serverSince(before) / secondsSince(before);
  }

  double generatorShare(ProcessorSample before) {
    return (generator - before.generator) / secondsSince(before);
  }

  /// Cores that all other processes used.
  double othersShare(ProcessorSample before) {
    double others = all - before.all - serverSince(before) - (generator - before.generator);
    return Math.max(0, others) / secondsSince(before);
  }
}
