package app.kolan.server.stt;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Records the events of speech-to-text: `heard 1 שלום`, `failed TOO_SLOW`, `endpoint`; interims
/// aside.
final class TranscriptRecorder implements TranscriptionListener {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> interims = new LinkedBlockingQueue<>();
  private final List<ProviderFailure> failures = new CopyOnWriteArrayList<>();

  @Nullable String next() throws InterruptedException {
    return told.poll(60, TimeUnit.SECONDS);
  }

  /// The next event that is no endpoint: a provider may announce one of its own at any pause.
  @Nullable String nextTurn() throws InterruptedException {
    String next = next();
    while ("endpoint".equals(next)) {
      next = next();
    }
    return next;
  }

  /// The next event, while the caller is silent: a call's audio continues.
  @Nullable String nextInSilence(TranscriptionSession recognition) throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      recognition.hear(Mulaw.SILENT_FRAME);
      String next = told.poll(10, TimeUnit.MILLISECONDS);
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  @Nullable String nextInterim() throws InterruptedException {
    return interims.poll(60, TimeUnit.SECONDS);
  }

  List<String> interims() {
    return List.copyOf(interims);
  }

  List<ProviderFailure> failures() {
    return failures;
  }

  /// Another event within a moment.
  @Nullable String anyMore() throws InterruptedException {
    return told.poll(250, TimeUnit.MILLISECONDS);
  }

  @Override
  public void interim(String words) {
    interims.add(words);
  }

  @Override
  public void endpoint() {
    told.add("endpoint");
  }

  @Override
  public void heard(long turn, String words) {
    told.add("heard %d %s".formatted(turn, words));
  }

  @Override
  public void failed(ProviderFailure failure) {
    failures.add(failure);
    told.add("failed " + failure.kind());
  }
}
