package app.kolan.server.llm;

import app.kolan.server.provider.FailureKind.Retry;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.FallbackProviders.Attempt;
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
  private final FallbackProviders<LanguageModel> models;
  private final ChatInput talk;
  private final FallbackListener listener;
  private final StringBuilder said;
  private volatile Attempt<LanguageModel> attempt;
  private volatile @Nullable ChatStream current;
  private volatile boolean over;
  private boolean retried;
  private boolean taken;

  private FallbackChatStream(
      FallbackProviders<LanguageModel> models,
      ChatInput talk,
      FallbackListener listener,
      Attempt<LanguageModel> first) {
    this.models = models;
    this.talk = talk;
    this.listener = listener;
    this.said = new StringBuilder(talk.saidBefore());
    this.attempt = first;
  }

  static FallbackChatStream begin(
      FallbackProviders<LanguageModel> models, ChatInput talk, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    Attempt<LanguageModel> first = models.first();
    if (first == null) {
      throw models.nobody();
    }
    var begun = new FallbackChatStream(models, talk, listener, first);
    begun.ask();
    return begun;
  }

  @Override
  public @Nullable Piece next() throws ProviderFailure, InterruptedException {
    while (!over) {
      ChatStream asked = current;
      if (asked == null) {
        ask();
        continue;
      }
      try {
        Piece piece = asked.next();
        if (piece != null) {
          taken = true;
        } else if (!over) {
          over = true;
          attempt.succeeded();
          asked.close();
        }
        return piece;
      } catch (ProviderFailure failure) {
        asked.close();
        current = null;
        if (!over) {
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
    while (!over && current == null) {
      listener.asked(attempt.name());
      try {
        ChatStream asked = attempt.provider().think(talk.withSaidBefore(said.toString().strip()));
        current = asked;
        if (over) {
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

  private void replace(ProviderFailure failure) throws ProviderFailure {
    attempt.failed(failure);
    Attempt<LanguageModel> next = over ? null : successor(failure);
    if (next == null) {
      over = true;
      throw failure;
    }
    listener.replaced(failure);
    attempt = next;
    if (over) {
      next.abandoned();
    }
  }

  private @Nullable Attempt<LanguageModel> successor(ProviderFailure failure) {
    boolean atOnce = failure.kind().retry() == Retry.AT_ONCE && !retried;
    retried = true;
    Attempt<LanguageModel> same = atOnce ? models.again(attempt) : null;
    return same != null ? same : models.after(attempt);
  }

  @Override
  public void close() {
    over = true;
    ChatStream asked = current;
    if (asked != null) {
      asked.close();
    }
    attempt.abandoned();
  }
}
