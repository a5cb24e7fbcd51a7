package app.kolan.server.agent;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.session.CallScope;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Asks the language model when the caller's turn is likely over, before that is certain: the
/// response is under way while turn-taking still waits and speech-to-text completes the words.
///
/// Nothing of it is said and no tool is used before the turn has ended: a response is only taken by
/// the answer to that turn, and only if it was asked exactly what the answer would ask, but for
/// punctuation. Any other is given up, and what it has used is counted with the call. That is
/// bounded: a caller whose pauses mislead is soon answered without it.
/*
 *   caller   ssssssss......|                  turn taken to be over
 *   likely           ^ asks                   once for the same words, three times in a turn at most
 *   model            |-----words words|
 *   answer                 |takes them, goes on reading
 */
final class PreemptiveGeneration {
  private static final int MOST_IN_A_TURN = 3;

  /// How many a call may ask in vain, beside one for every two that were taken.
  private static final int MOST_IN_VAIN = 4;

  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Threads threads;
  private @Nullable Early early;
  private int taken;
  private int askedInTurn;
  private int asked;

  /// @param threads those of the call
  PreemptiveGeneration(Threads threads) {
    this.threads = threads;
  }

  /// Starts a thread of the call.
  interface Threads {
    CallScope.Fork fork(String name, CallScope.Work work);
  }

  /// What opens a response.
  interface Opening {
    ChatStream open(ChatInput input) throws ProviderFailure, InterruptedException;
  }

  /// Asks, in place of what was asked before in this turn. On the call's thread.
  void ask(ChatInput input, Opening opening) {
    if (askedInTurn == MOST_IN_A_TURN) {
      return;
    }
    discard();
    synchronized (this) {
      if (asked - taken < MOST_IN_VAIN + taken / 2) {
        asked++;
        askedInTurn++;
        early = new Early(input, opening);
      }
    }
  }

  /// The caller's turn is over, and was answered or needs no answer: what was not taken is given
  /// up. On the call's thread.
  void turnOver() {
    askedInTurn = 0;
    discard();
  }

  /// The response that was asked for early, from its beginning; null when there is none for this
  /// input, or it has failed. On the answer's thread.
  @Nullable ChatStream take(ChatInput input) throws InterruptedException {
    Early made;
    synchronized (this) {
      made = early;
      early = null;
    }
    if (made == null) {
      return null;
    }
    if (isSame(made.input, input)) {
      ChatStream response = made.response();
      countTaken(response != null);
      return response;
    }
    made.giveUp();
    return null;
  }

  private synchronized void countTaken(boolean isTaken) {
    taken += isTaken ? 1 : 0;
  }

  private void discard() {
    Early old;
    synchronized (this) {
      old = early;
      early = null;
    }
    if (old != null) {
      old.giveUp();
    }
  }

  private static boolean isSame(ChatInput one, ChatInput other) {
    List<Message> first = one.messages();
    List<Message> second = other.messages();
    int last = first.size() - 1;
    return first.size() == second.size()
        && one.instructions().equals(other.instructions())
        && one.tools().equals(other.tools())
        && first.subList(0, last).equals(second.subList(0, last))
        && first.get(last) instanceof Message.FromCaller(var words)
        && second.get(last) instanceof Message.FromCaller(var others)
        && letters(words).equals(letters(others));
  }

  private static String letters(String words) {
    return NO_LETTER.matcher(words).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  /// One response that was asked for early. Its thread waits for the first piece, so that a
  /// provider that does not answer is known as such, and leaves the rest to whoever takes it.
  private final class Early {
    final ChatInput input;
    private final CallScope.Fork thread;
    private volatile @Nullable ChatStream response;
    private volatile ChatStream.@Nullable Piece first;

    Early(ChatInput input, Opening opening) {
      this.input = input;
      this.thread = threads.fork("early-answer", () -> begin(opening));
    }

    private void begin(Opening opening) {
      ChatStream opened = null;
      try {
        opened = opening.open(input);
        first = opened.next();
        response = opened;
      } catch (ProviderFailure | RuntimeException | InterruptedException _) {
        // The answer asks for itself, and meets the failure then.
        if (opened != null) {
          opened.close();
        }
      }
    }

    @Nullable ChatStream response() throws InterruptedException {
      try {
        thread.await();
      } catch (InterruptedException cancelled) {
        giveUp();
        throw cancelled;
      }
      ChatStream opened = response;
      return opened == null ? null : new Resumed(first, opened);
    }

    void giveUp() {
      thread.cancel();
      ChatStream opened = response;
      if (opened != null) {
        opened.close();
      }
    }
  }

  /// A response of which the first piece was taken already.
  private static final class Resumed implements ChatStream {
    private final ChatStream rest;
    private @Nullable Piece first;

    Resumed(@Nullable Piece first, ChatStream rest) {
      this.first = first;
      this.rest = rest;
    }

    @Override
    public @Nullable Piece next() throws ProviderFailure, InterruptedException {
      Piece piece = first;
      first = null;
      return piece == null ? rest.next() : piece;
    }

    @Override
    public void said(String words) {
      rest.said(words);
    }

    @Override
    public void close() {
      rest.close();
    }
  }
}
