package app.kolan.lab.replay;

import app.kolan.server.agent.FallbackChain;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.media.turns.InputAudioConfig;
import app.kolan.server.media.vad.VadFactory;
import app.kolan.server.prompts.PromptLibraries;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.ActiveCalls;
import app.kolan.server.telephony.Admission;
import app.kolan.server.telephony.HandOvers;
import app.kolan.server.telephony.Resumption;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.Webhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// The parts of this build that answer a call, with a clock that a tape drives.
final class ReplayScenario {
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final TapeHeader header;
  private final BuildUnderTest build;
  private final ActiveCalls calls = new ActiveCalls();
  private final WebhookInvoker invoker;
  private final InputAudioConfig inputAudio;
  private final Function<InputAudioConfig, StreamHandler> receptions;
  private volatile Instant now;

  ReplayScenario(Tape tape, BuildUnderTest build, Stores stores, Path data) {
    this.header = tape.header();
    this.build = build;
    this.now = header.began();
    InstantSource clock = () -> now;
    var directory = BusinessDirectory.ofOne(BusinessSettings.of(build.businessOf(tape)));
    inputAudio = build.inputAudioOf(header);
    receptions =
        heard ->
            new StreamHandler(
                stores,
                AudioFiles.open(data),
                directory,
                heard,
                _ -> new FallbackChain(null, build.prompts()),
                true,
                calls,
                clock);
    var webhooks =
        new Webhooks(
            stores.calls(),
            stores.recordings(),
            directory,
            PromptLibraries.of(build.prompts()),
            _ -> {},
            calls,
            Admission.ofAll(calls),
            Resumption.none(),
            new HandOvers(
                stores,
                directory,
                PromptLibraries.of(build.prompts()),
                calls,
                header::draining,
                clock),
            Runnable::run,
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
  /// @param detector the voice activity detector for them; null for the build's own
  StreamHandler reception(Optional<VadFactory> detector) {
    return receptions.apply(detector.map(inputAudio::by).orElse(inputAudio));
  }

  /// Waits until the threads of the last calls end; their lines have ended.
  void awaitConversations() {
    try {
      if (!calls.awaitConversations(LONGEST_END)) {
        throw new IllegalStateException("a call's thread still runs although its line has ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
