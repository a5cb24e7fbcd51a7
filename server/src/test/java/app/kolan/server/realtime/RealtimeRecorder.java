package app.kolan.server.realtime;

import static org.assertj.core.api.Assertions.fail;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.sound.HeardText;
import app.kolan.stubs.sound.ToneCodec;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Records the events of a realtime model, one line each. Lines are awaited in order.
public final class RealtimeRecorder implements RealtimeListener {
  private static final long LONGEST_WAIT_S = 60;

  private final List<String> all = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Map<String, List<Mulaw>> sounds = new ConcurrentHashMap<>();
  private final List<ToolCall> uses = new CopyOnWriteArrayList<>();
  private volatile Runnable atFirstAudio = () -> {};
  private volatile @Nullable ProviderFailure failure;

  /// Waits for the next line with this beginning, skipping others, and returns the rest of it.
  public String await(String beginning) throws InterruptedException {
    while (true) {
      String line = lines.poll(LONGEST_WAIT_S, TimeUnit.SECONDS);
      if (line == null) {
        return fail("no '" + beginning + "' among " + all);
      }
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length()).strip();
      }
    }
  }

  /// Everything so far.
  public List<String> all() {
    return List.copyOf(all);
  }

  /// The words in the audio of an utterance.
  public String said(String utterance) {
    return ToneCodec.read(sound(utterance)).stream()
        .map(HeardText::text)
        .collect(Collectors.joining(" "));
  }

  public Mulaw sound(String utterance) {
    return Mulaw.join(List.copyOf(sounds.getOrDefault(utterance, List.of())));
  }

  public List<ToolCall> uses() {
    return List.copyOf(uses);
  }

  /// Runs a task when the first audio comes, on the model's thread.
  public void atFirstAudio(Runnable task) {
    atFirstAudio = task;
  }

  /// Waits for the failure.
  public ProviderFailure awaitFailure() throws InterruptedException {
    await("failed");
    ProviderFailure told = failure;
    return told == null ? fail("no failure") : told;
  }

  @Override
  public void ready() {
    note("ready");
  }

  @Override
  public void callerBegan() {
    note("caller began");
  }

  @Override
  public void callerEnded() {
    note("caller ended");
  }

  @Override
  public void callerSaid(String words) {
    note("caller said " + words);
  }

  @Override
  public void audio(String utterance, Mulaw sound) {
    sounds.computeIfAbsent(utterance, _ -> new CopyOnWriteArrayList<>()).add(sound);
    atFirstAudio.run();
    atFirstAudio = () -> {};
    note("audio " + utterance);
  }

  @Override
  public void words(String utterance, String words) {
    note("words " + words);
  }

  @Override
  public void utteranceEnded(String utterance) {
    note("utterance ended " + utterance);
  }

  @Override
  public void use(ToolCall call) {
    uses.add(call);
    note("use " + call.name());
  }

  @Override
  public void replyEnded() {
    note("reply ended");
  }

  @Override
  public void failed(ProviderFailure failure) {
    this.failure = failure;
    note("failed " + failure.kind());
  }

  /// Sends the caller's audio and enough silence after it, at once.
  public static void say(RealtimeConversation talk, Mulaw sound) {
    var parts = new ArrayList<Mulaw>();
    parts.add(sound);
    parts.add(Mulaw.silence(Duration.ofMillis(700)));
    Mulaw all = Mulaw.join(parts).paddedToFrames();
    for (int at = 0; at < all.length(); at += Mulaw.FRAME) {
      talk.hear(all.slice(at, at + Mulaw.FRAME));
    }
  }

  private void note(String line) {
    all.add(line);
    lines.add(line);
  }
}
