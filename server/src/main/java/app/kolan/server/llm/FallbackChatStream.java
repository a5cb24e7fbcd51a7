package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind.Retry;
import app.kolan.server.provider.FallbackAttempts;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import org.jspecify.annotations.Nullable;

/// An answer of the first of several language models that can complete it.
/*
 *   first    words words, wor|fails
 *   taken    words words, wor| Restarted | words words
 *   said     words words,                        (what the taker confirmed by said())
 *   second                    is told "words words,"  |words words|
 */
final class FallbackChatStream implements ChatStream {
  private final FallbackAttempts<LanguageModel> attempts;
  private final ChatInput input;
  private final StringBuilder said;
  private volatile @Nullable ChatStream current;
  private boolean retried;
  private boolean taken;

  private FallbackChatStream(FallbackAttempts<LanguageModel> attempts, ChatInput input) {
    this.attempts = attempts;
    this.input = input;
    this.said = new StringBuilder(input.saidBefore());
  }

  static FallbackChatStream begin(
      FallbackProviders<LanguageModel> models, ChatInput input, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    var begun = new FallbackChatStream(FallbackAttempts.begin(models, listener), input);
    begun.ask();
    return begun;
  }

  @Override
  public @Nullable Piece next() throws ProviderFailure, InterruptedException {
    while (!attempts.isOver()) {
      ChatStream asked = current;
      if (asked == null) {
        ask();
        continue;
      }
      try {
        Piece piece = asked.next();
        if (piece != null) {
          taken = true;
        } else if (!attempts.isOver()) {
          attempts.succeeded();
          asked.close();
        }
        return piece;
      } catch (ProviderFailure failure) {
        asked.close();
        current = null;
        if (!attempts.isOver()) {
          replace(failure);
          if (taken) {
            taken = false;
            return new Piece.Restarted();
          }
        }
      } catch (InterruptedException cancelled) {
        close();
        throw cancelled;
      }
    }
    return null;
  }

  @Override
  public void said(String words) {
    said.append(words);
  }

  /// Asks the model whose turn it is, and if it does not take the question those behind it.
  private void ask() throws ProviderFailure, InterruptedException {
    while (!attempts.isOver() && current == null) {
      try {
        ChatStream asked = attempts.ask().chat(input.withSaidBefore(said.toString().strip()));
        current = asked;
        if (attempts.isOver()) {
          asked.close();
        }
      } catch (ProviderFailure failure) {
        replace(failure);
      } catch (InterruptedException cancelled) {
        close();
        throw cancelled;
      }
    }
  }

  /// The first failure of all may be followed by a second request to the same model.
  private void replace(ProviderFailure failure) throws ProviderFailure {
    boolean again = failure.kind().retry() == Retry.AT_ONCE && !retried;
    retried = true;
    attempts.failed(failure, again);
  }

  @Override
  public void close() {
    attempts.close();
    ChatStream asked = current;
    if (asked != null) {
      asked.close();
    }
  }
}
