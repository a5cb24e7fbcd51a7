package app.kolan.lab.replay;

import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.Business;
import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.session.CallThreads;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.Admission;
import app.kolan.server.telephony.DrainTracker;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.Webhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// This build's parts that answer a call, with a clock that a tape moves.
final class ReplayScenario {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final TapeHeader header;
  private final BuildUnderTest build;
  private final CallThreads threads = new CallThreads();
  private final WebhookInvoker invoker;
  private final InputAudioConfig inputAudio;
  private final Function<InputAudioConfig, StreamHandler> receptions;
  private volatile Instant now;

  ReplayScenario(TapeHeader header, BuildUnderTest build, Stores stores, Path data) {
    this.header = header;
    this.build = build;
    this.now = header.began();
    InstantSource clock = () -> now;
    var underWay = new DrainTracker(clock);
    Business business = build.businessOf(header);
    inputAudio = build.inputAudioOf(header);
    receptions =
        heard ->
            new StreamHandler(
                stores,
                AudioFiles.open(data),
                business,
                heard,
                new FallbackChain(null, build.prompts()),
                true,
                threads,
                underWay,
                Admission.ofAll(),
                clock);
    var webhooks =
        new Webhooks(
            stores.calls(),
            stores.recordings(),
            business,
            build.prompts(),
            _ -> {},
            underWay,
            Admission.ofAll(),
            header::draining,
            clock);
    invoker = new WebhookInvoker(webhooks, header.base());
  }

  void setTime(long millis) {
    now = header.began().plusMillis(millis);
  }

  BuildUnderTest build() {
    return build;
  }

  WebhookInvoker invoker() {
    return invoker;
  }

  /// Receives streams.
  ///
  /// @param detector what tells speech from silence on them; nothing for the build's own
  StreamHandler reception(Optional<VadFactory> detector) {
    return receptions.apply(detector.map(inputAudio::by).orElse(inputAudio));
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
