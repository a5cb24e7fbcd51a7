package app.kolan.server.llm;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.normalize.HtmlMarkup;
import app.kolan.server.tool.ToolCall;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Separates what a language model says to the caller from what servers leave in its text:
/// reasoning, tool calls, special tokens of chat templates, HTML.
///
/// A text that is a call of a known tool becomes that call. Of everything else, only the words are
/// passed on, as soon as it is certain that they are some: text is held back while it may be the
/// beginning of markup, which is bounded, or while it begins as reasoning without an opening tag
/// does. Where the pieces of the text were divided makes no difference.
///
/// One filter reads one response. Used by one thread.
/*
 *   START ──▶ SPEAK ◀──────────────── closing tag, end of a call ─────┐
 *     │         │                                                      │
 *     │         ├─ <think>, <|channel|>analysis… ──────────▶ DISCARD ──┤
 *     │         ├─ <tool_call>, [TOOL_CALLS], ```json { ───▶ CALL ─────┤
 *     │         └─ {"key":, [{"key":, known_tool( ─────────▶ BALANCED ─┘
 *     ├─ begins like reasoning ──▶ HOLD ─ </think>: was reasoning
 *     │                                 └ no such tag: SPEAK
 *     └─ Thought: ──▶ THOUGHT ─ Answer:, a call, or the last paragraph: SPEAK
 */
final class ModelTextFilter {
  /// The most text that is held back because it begins like reasoning; an answer is shorter.
  private static final int MOST_HELD = 4_000;

  /// The longest call that is understood.
  private static final int LONGEST_CALL = 16_000;

  private static final int NONE = -1;
  private static final int UNDECIDED = -2;

  private final TextToolCalls toolCalls;
  private final UntaggedReasoning untagged;
  private final Pattern opening;
  private final StringBuilder buffer = new StringBuilder();
  private final TextPieces pieces = new TextPieces();
  private Mode mode = Mode.START;
  private Pattern closing = TextMarkup.REASONING_TAG;
  private int depth;
  private String callBegun = "";
  private String recipient = "";
  private BracketScanner brackets = new BracketScanner();

  private enum Mode {
    /// Nothing was decided yet.
    START,
    /// Text is held back until a closing tag of reasoning, which may not come.
    HOLD,
    /// Text is held back as reasoning with a label, behind which an answer may come.
    THOUGHT,
    SPEAK,
    /// Text is dropped until a closing tag.
    DISCARD,
    /// Text is collected as a call until a closing tag.
    CALL,
    /// Text is collected until its brackets are balanced.
    BALANCED
  }

  /// @param input what the model was asked
  /// @param untagged what is known of the model
  ModelTextFilter(ChatInput input, UntaggedReasoning untagged) {
    this.toolCalls = new TextToolCalls(input.tools(), input.mustUseTool());
    this.untagged = untagged;
    this.opening = TextMarkup.openingOfReasoning(input.instructions());
  }

  /// Takes the next part of the text.
  ///
  /// @return what is certain by now
  List<Piece> feed(String text) {
    buffer.append(text);
    return run(false);
  }

  /// Ends the text.
  ///
  /// @return what was held back
  List<Piece> finish() {
    return run(true);
  }

  private List<Piece> run(boolean atEnd) {
    while (step(atEnd)) {
      // until more text is needed
    }
    return pieces.take();
  }

  /// @return whether there may be another step without more text
  private boolean step(boolean atEnd) {
    return switch (mode) {
      case START -> start(atEnd);
      case HOLD -> hold(atEnd);
      case THOUGHT -> thought(atEnd);
      case SPEAK -> speak(atEnd);
      case DISCARD -> discard();
      case CALL -> call(atEnd);
      case BALANCED -> balance(atEnd);
    };
  }

  private boolean start(boolean atEnd) {
    Matcher harmony = TextMarkup.BARE_HARMONY.matcher(buffer);
    Matcher reasoning = opening.matcher(buffer);
    Matcher answer = TextMarkup.BARE_ANSWER.matcher(buffer);
    Matcher label = TextMarkup.LABELLED_REASONING.matcher(buffer);
    boolean labelled = label.lookingAt();
    boolean bare = harmony.lookingAt();
    boolean bareAnswer = answer.lookingAt();
    boolean begun = reasoning.lookingAt();
    if (bare) {
      discardUntil(TextMarkup.BARE_FINAL);
    } else if (bareAnswer && (atEnd || !needsMore(answer))) {
      consume(answer.end());
      mode = Mode.SPEAK;
    } else if (labelled) {
      mode = Mode.THOUGHT;
    } else if ((begun || untagged.isExpected() && startsWithWord())
        && (atEnd || !needsMore(label))) {
      mode = Mode.HOLD;
    } else if (!atEnd
        && (buffer.toString().isBlank()
            || needsMore(harmony)
            || needsMore(answer)
            || needsMore(label)
            || needsMore(reasoning))) {
      return false;
    } else {
      mode = Mode.SPEAK;
    }
    return true;
  }

  private boolean startsWithWord() {
    String text = buffer.toString().strip();
    return !text.isEmpty() && Character.isLetterOrDigit(text.charAt(0));
  }

  private boolean hold(boolean atEnd) {
    Matcher tag = TextMarkup.REASONING_TAG.matcher(buffer);
    if (tag.find()) {
      if (tag.group("open") == null) {
        untagged.seen();
        consume(tag.end());
      }
      mode = Mode.SPEAK;
    } else if (atEnd || buffer.length() > MOST_HELD) {
      untagged.notSeen();
      mode = Mode.SPEAK;
    } else {
      return false;
    }
    return true;
  }

  private boolean thought(boolean atEnd) {
    Matcher answer = TextMarkup.LABELLED_ANSWER.matcher(buffer);
    if (answer.find()) {
      consume(answer.end());
      mode = Mode.SPEAK;
    } else if (atEnd) {
      consume(endOfThought());
      mode = Mode.SPEAK;
    } else if (buffer.length() > MOST_HELD) {
      discardUntil(TextMarkup.LABELLED_ANSWER);
    } else {
      return false;
    }
    return true;
  }

  /// Where a labelled text without a labelled answer goes on to the caller: at its last paragraph,
  /// or at its beginning where it is one sentence in Hebrew that a person may say; at its end where
  /// it is nothing but reasoning.
  private int endOfThought() {
    Matcher label = TextMarkup.LABELLED_REASONING.matcher(buffer);
    Matcher paragraph = TextMarkup.LAST_PARAGRAPH.matcher(buffer);
    boolean isOne = !paragraph.find();
    int begin = isOne && label.lookingAt() ? label.end() : isOne ? 0 : paragraph.end();
    String rest = buffer.substring(begin);
    boolean mayBeSaid = !isOne || TextMarkup.HEBREW.matcher(rest).find();
    if (!mayBeSaid || opening.matcher(rest).lookingAt()) {
      return buffer.length();
    }
    return isOne ? 0 : begin;
  }

  private boolean speak(boolean atEnd) {
    int at = 0;
    while (at < buffer.length()) {
      char next = buffer.charAt(at);
      boolean wordBegins = TextMarkup.isOfName(next) && !TextMarkup.isOfName(pieces.before());
      if (TextMarkup.mayBegin(next) || wordBegins) {
        int end = markup(at, atEnd);
        if (end != NONE) {
          consume(end == UNDECIDED ? at : end);
          return end != UNDECIDED;
        }
      }
      pieces.say(next);
      at++;
    }
    consume(at);
    return false;
  }

  /// Reads markup at a position of the buffer, and does what it means.
  ///
  /// @return its end, [#NONE], or [#UNDECIDED] when more text is needed
  private int markup(int at, boolean atEnd) {
    boolean undecided = false;
    for (TextMarkup kind : TextMarkup.values()) {
      Pattern pattern =
          switch (kind) {
            case CALL_SYNTAX -> toolCalls.syntax();
            case TOOL_TAG -> toolCalls.tag();
            case TOOL_NAME -> toolCalls.marked();
            default -> kind.pattern();
          };
      Matcher found = pattern.matcher(buffer).region(at, buffer.length());
      boolean matches = found.lookingAt();
      if (needsMore(found) && !atEnd) {
        undecided = true;
      } else if (matches && !undecided) {
        return apply(kind, found);
      }
    }
    if (atEnd && toolCalls.isName(buffer.substring(at).strip())) {
      pieces.use(TextToolCalls.byName(buffer.substring(at).strip()));
      return buffer.length();
    }
    if (atEnd && TextMarkup.BROKEN_OFF.matcher(buffer).region(at, buffer.length()).matches()) {
      return buffer.length();
    }
    return undecided ? UNDECIDED : NONE;
  }

  /// @return the end of what was dealt with
  private int apply(TextMarkup kind, Matcher found) {
    switch (kind) {
      case REASONING_OPEN -> discardUntil(TextMarkup.REASONING_TAG);
      case REASONING_CLOSE -> voidWhatIsNotSaid();
      case CHANNEL -> channel(group(found, "header"));
      case ROLE -> role(group(found, "header"));
      case OTHER_ROLE -> discardUntil(TextMarkup.ROLE_END);
      case CALL_TAG -> callUntil(TextMarkup.closingOf(group(found, "name")), found.group());
      case CALL_MARKER -> callUntil(TextMarkup.CALL_MARKER_END, "");
      case BARE_CALL -> callUntil(TextMarkup.BARE_CALL_END, found.group());
      case BOXED -> pieces.say(group(found, "words"));
      case CALL_FENCE -> callUntil(TextMarkup.FENCE, found.group());
      case JSON, CALL_SYNTAX -> {
        mode = Mode.BALANCED;
        brackets = new BracketScanner();
        return found.start();
      }
      case TOOL_NAME -> pieces.use(TextToolCalls.byName(group(found, "name")));
      case TOOL_TAG -> {
        if (found.group().endsWith("/>")) {
          useOrSay(found.group(), false);
        } else {
          callUntil(TextMarkup.closingOf(group(found, "name")), found.group());
        }
      }
      case TOKEN -> {}
      case ENTITY -> pieces.say(HtmlMarkup.removed(found.group()));
      case TAG -> {
        String removed = HtmlMarkup.removed(found.group());
        pieces.say(removed.startsWith("<") ? "" : removed);
      }
    }
    return found.end();
  }

  private void role(String header) {
    if (TextMarkup.OTHERS.matcher(header).matches()) {
      discardUntil(TextMarkup.ROLE_END);
    } else {
      recipient = header;
    }
  }

  private void channel(String header) {
    String to = header + " " + recipient;
    recipient = "";
    if (to.contains("to=")) {
      callUntil(
          TextMarkup.HARMONY_END, to.replaceFirst("(?s).*to=(?:functions\\.)?([\\w.]*).*", "$1 "));
    } else if (!header.strip().startsWith("final")) {
      discardUntil(TextMarkup.HARMONY_END);
    }
  }

  private void discardUntil(Pattern end) {
    mode = Mode.DISCARD;
    closing = end;
    depth = 1;
  }

  /// @param begun what belongs to the call and is read already
  private void callUntil(Pattern end, String begun) {
    mode = Mode.CALL;
    closing = end;
    callBegun = begun;
  }

  private boolean discard() {
    Matcher tag = closing.matcher(buffer);
    if (!tag.find()) {
      consume(Math.max(0, buffer.length() - TextMarkup.LONGEST_CLOSING));
      return false;
    }
    boolean nested = closing == TextMarkup.REASONING_TAG && tag.group("open") != null;
    depth += nested ? 1 : -1;
    consume(tag.end());
    mode = depth == 0 ? Mode.SPEAK : Mode.DISCARD;
    return true;
  }

  private boolean call(boolean atEnd) {
    Matcher tag = closing.matcher(buffer);
    if (tag.find()) {
      useOrSay(buffer.substring(0, tag.start()), closing.equals(TextMarkup.FENCE));
      consume(tag.end());
    } else if (atEnd) {
      String rest = buffer.toString();
      useOrSay(
          rest,
          closing.equals(TextMarkup.FENCE) || rest.chars().noneMatch(c -> "{[(<".indexOf(c) >= 0));
      consume(buffer.length());
    } else if (buffer.length() > LONGEST_CALL) {
      discardUntil(closing);
      return true;
    } else {
      return false;
    }
    mode = Mode.SPEAK;
    return true;
  }

  private boolean balance(boolean atEnd) {
    int end = brackets.end(buffer);
    if (end < 0 && !brackets.areProse() && !atEnd && buffer.length() <= LONGEST_CALL) {
      return false;
    }
    String text = buffer.substring(0, end < 0 ? buffer.length() : end);
    consume(text.length());
    mode = Mode.SPEAK;
    callBegun = "";
    if (brackets.areProse()) {
      pieces.say(text);
    } else {
      useOrSay(text, true);
    }
    return true;
  }

  /// @param mayBeWords whether the text may be meant for the caller when it is no call
  private void useOrSay(String text, boolean mayBeWords) {
    List<ToolCall> calls = toolCalls.in(callBegun + text);
    if (calls.isEmpty() && mayBeWords) {
      pieces.say(LenientJson.wordsOf(text));
    }
    calls.forEach(pieces::use);
  }

  /// The text so far was reasoning whose opening tag a template has put into the question.
  private void voidWhatIsNotSaid() {
    untagged.seen();
    pieces.restart();
  }

  /// Whether more text could change what a pattern has found.
  @SuppressWarnings("JdkObsolete") // there is no other way to match a text that still grows
  private static boolean needsMore(Matcher found) {
    return found.hitEnd();
  }

  private static String group(Matcher found, String name) {
    return Objects.requireNonNull(found.group(name));
  }

  private void consume(int end) {
    buffer.delete(0, end);
  }
}
