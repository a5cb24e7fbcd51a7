package app.kolan.bench.load;

import app.kolan.bench.report.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One start of one server, and its windows with ever more calls.
///
/// @param warmUp seconds between the last new call and the window
/// @param seconds of each window
record SubjectRun(SubjectStart starts, Clips clips, Progress progress, long warmUp, long seconds) {
  /// A turn and what goes with it: calls that begin within a sentence and this are spread evenly.
  private static final Duration TURN = Duration.ofSeconds(4);

  private static final int ECHOES_A_SECOND = 200;
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 3;
  private static final int FIRST_CALLS = 20;
  private static final int FIRST_SECONDS = 5;

  /// Measures with each number of calls, the smallest first.
  List<Window> run(Subject subject, int round, List<Integer> calls)
      throws IOException, InterruptedException {
    var windows = new ArrayList<Window>();
    try (ServerProcess server = starts.start(subject, subject + "-" + round);
        Generator generator = generator(subject, server)) {
      long heapBefore = heapBeforeCalls(subject, server);
      int before = 0;
      for (int many : calls) {
        String where = "%s %d, round %d".formatted(subject, many, round);
        var run = new WindowRun(server, generator, progress, where);
        Duration over = beginOver(subject, many - before);
        generator.keepUp(many, over);
        run.warmUp(over.toSeconds() + warmUp);
        windows.add(quietWindow(run, subject, many, round));
        before = many;
      }
      windows.add(withHeap(windows.removeLast(), heapBefore, server.liveHeap()));
      HangUpAll.say(generator, progress);
      ServerLog.tell(server, progress);
    }
    return windows;
  }

  /// A window in which other programs kept busy is measured again; of all the quietest counts.
  private Window quietWindow(WindowRun run, Subject subject, int calls, int round)
      throws IOException, InterruptedException {
    Window quietest = run.measure(subject, calls, round, seconds).window();
    for (int again = 1; again < MOST_TRIES && WindowRun.wasNoisy(quietest); again++) {
      progress.note(
          "  a noisy window: other programs used %.2f of a core. It is measured again",
          quietest.othersBusy());
      Window next = run.measure(subject, calls, round, seconds).window();
      quietest = next.othersBusy() < quietest.othersBusy() ? next : quietest;
    }
    if (WindowRun.wasNoisy(quietest)) {
      progress.note("  this machine is noisy: read the latencies as upper bounds");
    }
    return quietest;
  }

  /// Measures the first seconds of servers that have just started, and that get all calls at once.
  List<Window> cold(Subject subject, int round, List<Integer> calls)
      throws IOException, InterruptedException {
    var windows = new ArrayList<Window>();
    for (int many : calls) {
      try (ServerProcess server =
              starts.start(subject, "%s-%d-%d".formatted(subject, round, many));
          Generator generator = generator(subject, server)) {
        String where = "%s %d, just started".formatted(subject, many);
        generator.keepUp(many, AT_ONCE);
        var run = new WindowRun(server, generator, progress, where);
        windows.add(run.measure(subject, many, round, seconds).window());
        HangUpAll.say(generator, progress);
        ServerLog.tell(server, progress);
      }
    }
    return windows;
  }

  /// Measures the same calls for a long time, in windows of a minute, with the live heap of each.
  List<Window> soak(Subject subject, int calls, int minutes)
      throws IOException, InterruptedException {
    var windows = new ArrayList<Window>();
    var holdings = new ArrayList<ResourceUsage>();
    try (ServerProcess server = starts.start(subject, subject + "-soak");
        Generator generator = generator(subject, server)) {
      long heapBefore = heapBeforeCalls(subject, server);
      Duration over = beginOver(subject, calls);
      generator.keepUp(calls, over);
      for (int minute = 1; minute <= minutes; minute++) {
        String where = "%s %d, minute %d".formatted(subject, calls, minute);
        var run = new WindowRun(server, generator, progress, where);
        run.warmUp(minute == 1 ? over.toSeconds() + warmUp : 1);
        Window window = run.measure(subject, calls, minute, 60).window();
        ResourceUsage held = ResourceUsage.of(server, server.data());
        holdings.add(held);
        progress.note("  %s", held.line());
        windows.add(withHeap(window, heapBefore, held.heap()));
      }
      ResourceGrowth.judge(holdings).forEach(line -> progress.note("%s", line));
      HangUpAll.say(generator, progress);
      ServerLog.tell(server, progress);
    }
    return windows;
  }

  /// The live heap without a call, once there have been some: what is made once is no call's.
  private long heapBeforeCalls(Subject subject, ServerProcess server)
      throws IOException, InterruptedException {
    try (Generator first = generator(subject, server)) {
      first.keepUp(FIRST_CALLS, Duration.ofSeconds(1));
      Thread.sleep(Duration.ofSeconds(FIRST_SECONDS));
      HangUpAll.say(first, progress);
    }
    Thread.sleep(Duration.ofSeconds(1));
    return server.liveHeap();
  }

  private Generator generator(Subject subject, ServerProcess server) throws IOException {
    GeneratorContext.CallBehavior options =
        subject == Subject.KOLAN_PROVIDERS
            ? GeneratorContext.CallBehavior.ANSWERED
            : subject.isConversation()
                ? GeneratorContext.CallBehavior.story(starts.sentence())
                : GeneratorContext.CallBehavior.ECHO;
    return new Generator(server.port(), clips, options);
  }

  private Duration beginOver(Subject subject, int fresh) {
    return subject.isConversation()
        ? starts.sentence().plus(TURN)
        : Duration.ofSeconds(1 + fresh / ECHOES_A_SECOND);
  }

  private Window withHeap(Window window, long heapBefore, long heap) {
    if (heap == ProcStat.NOT_KNOWN || heapBefore == ProcStat.NOT_KNOWN) {
      return window;
    }
    long each = (heap - heapBefore) / window.calls();
    progress.note(
        "  live heap %.1f MiB, %.1f KiB a call; %.0f MiB of memory",
        heap / 1048576.0, each / 1024.0, window.rss() / 1048576.0);
    return new Window(
        window.subject(),
        window.calls(),
        window.round(),
        window.seconds(),
        window.framesIn(),
        window.messagesOut(),
        window.audioSecondsOut(),
        window.cpuSeconds(),
        window.generatorBusy(),
        window.othersBusy(),
        window.latency(),
        window.lateness(),
        window.lost(),
        window.late(),
        window.underruns(),
        window.broken(),
        each,
        window.rss(),
        window.pauses(),
        window.course());
  }
}
