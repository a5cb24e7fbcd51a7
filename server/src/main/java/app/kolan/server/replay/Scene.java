package app.kolan.server.replay;

import app.kolan.server.attendant.Ladder;
import app.kolan.server.business.Business;
import app.kolan.server.call.CallThreads;
import app.kolan.server.call.Hearing;
import app.kolan.server.call.activity.DetectorSource;
import app.kolan.server.ledger.AudioFiles;
import app.kolan.server.ledger.Ledger;
import app.kolan.server.line.Admission;
import app.kolan.server.line.CallsUnderWay;
import app.kolan.server.line.Reception;
import app.kolan.server.line.Webhooks;
import app.kolan.server.tape.TapeHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// This build's parts that answer a call, with a clock that a tape moves.
final class Scene {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final TapeHeader header;
  private final Build build;
  private final CallThreads threads = new CallThreads();
  private final Desk desk;
  private final Hearing hearing;
  private final Function<Hearing, Reception> receptions;
  private volatile Instant now;

  Scene(TapeHeader header, Build build, Ledger ledger, Path data) {
    this.header = header;
    this.build = build;
    this.now = header.began();
    InstantSource clock = () -> now;
    var underWay = new CallsUnderWay(clock);
    Business business = build.businessOf(header);
    hearing = build.hearingOf(header);
    receptions =
        heard ->
            new Reception(
                ledger,
                AudioFiles.open(data),
                business,
                heard,
                new Ladder(null, build.prompts()),
                true,
                threads,
                underWay,
                Admission.ofAll(),
                clock);
    var webhooks =
        new Webhooks(
            ledger,
            business,
            build.prompts(),
            _ -> {},
            underWay,
            Admission.ofAll(),
            header::draining,
            clock);
    desk = new Desk(webhooks, header.base());
  }

  void setTime(long millis) {
    now = header.began().plusMillis(millis);
  }

  Build build() {
    return build;
  }

  Desk desk() {
    return desk;
  }

  /// Receives streams.
  ///
  /// @param detector what tells speech from silence on them; nothing for the build's own
  Reception reception(Optional<DetectorSource> detector) {
    return receptions.apply(detector.map(hearing::by).orElse(hearing));
  }

  /// Waits until the last stories are told; their lines have ended.
  void awaitStories() {
    try {
      if (!threads.awaitAll(LONGEST_END)) {
        throw new IllegalStateException("a story goes on although its line has ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
