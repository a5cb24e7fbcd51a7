package app.kolan.server.aftercall;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.TranscriptionListener;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The words of one sound after another, for a thread that waits for them.
final class AwaitedWords implements TranscriptionListener {
  private final String provider;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  private sealed interface Answer {
    record Heard(long turn, String words) implements Answer {
      /// Omits the words.
      @Override
      public String toString() {
        return "Heard[turn=%d]".formatted(turn);
      }
    }

    record Failed(ProviderFailure failure) implements Answer {}
  }

  AwaitedWords(String provider) {
    this.provider = provider;
  }

  /// Waits for the words of a turn.
  String of(long turn, Duration bound) throws ProviderFailure, InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      Answer answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      switch (answer) {
        case null -> throw new ProviderFailure(provider, FailureKind.TOO_SLOW, "no words in time");
        case Answer.Failed(ProviderFailure failure) -> throw failure;
        case Answer.Heard(long number, String words) -> {
          if (number == turn) {
            return words;
          }
        }
      }
    }
  }

  /// Waits so long, unless the provider fails meanwhile.
  void pause(Duration length) throws ProviderFailure, InterruptedException {
    Answer answer = answers.poll(length.toNanos(), TimeUnit.NANOSECONDS);
    if (answer instanceof Answer.Failed(ProviderFailure failure)) {
      throw failure;
    }
    if (answer != null) {
      answers.add(answer);
    }
  }

  @Override
  public void interim(String words) {}

  @Override
  public void endpoint() {}

  @Override
  public void heard(long turn, String words) {
    answers.add(new Answer.Heard(turn, words));
  }

  @Override
  public void failed(ProviderFailure failure) {
    answers.add(new Answer.Failed(failure));
  }

  @Override
  public void asked(String name) {}

  @Override
  public void replaced(ProviderFailure failure) {}
}
