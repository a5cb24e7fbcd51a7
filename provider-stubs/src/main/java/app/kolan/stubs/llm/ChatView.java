package app.kolan.stubs.llm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A conversation as a [ScriptedModel] sees it.
final class ChatView {
  private final List<ChatTurn> turns;

  ChatView(List<ChatTurn> turns) {
    this.turns = turns;
  }

  /// Whether the last message is a tool result.
  boolean hasOutcome() {
    return !turns.isEmpty() && turns.getLast() instanceof ChatTurn.Outcome;
  }

  String outcomeOf() {
    return hasOutcome() ? ((ChatTurn.Outcome) turns.getLast()).tool() : "";
  }

  String result() {
    return hasOutcome() ? ((ChatTurn.Outcome) turns.getLast()).result() : "";
  }

  boolean hasUsed(String tool) {
    return turns.stream()
        .anyMatch(turn -> turn instanceof ChatTurn.Use use && use.tool().equals(tool));
  }

  /// The last tool call; empty when there was none.
  Optional<ChatTurn.Use> lastUse() {
    return turns.reversed().stream()
        .filter(ChatTurn.Use.class::isInstance)
        .map(ChatTurn.Use.class::cast)
        .findFirst();
  }

  /// The caller's last words.
  String lastWords() {
    for (ChatTurn turn : turns.reversed()) {
      if (turn instanceof ChatTurn.FromUser(var words)) {
        return words;
      }
    }
    return "";
  }

  /// Our last words before that.
  String wordsBefore() {
    boolean past = false;
    for (ChatTurn turn : turns.reversed()) {
      past |= turn instanceof ChatTurn.FromUser;
      if (past && turn instanceof ChatTurn.FromModel(var words)) {
        return words;
      }
    }
    return "";
  }

  /// The first group of each pattern, or its whole match, in the latest words of the caller that
  /// match it.
  Map<String, String> facts(Map<String, Pattern> patterns) {
    var facts = new LinkedHashMap<String, String>();
    for (ChatTurn turn : turns) {
      if (turn instanceof ChatTurn.FromUser(var words)) {
        patterns.forEach(
            (name, pattern) -> {
              Matcher found = pattern.matcher(words);
              if (found.find()) {
                facts.put(name, text(found.groupCount() > 0 ? found.group(1) : found.group()));
              }
            });
      }
    }
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  /// Whether a pattern matches in a text; no pattern always does.
  static boolean holds(@Nullable Pattern pattern, String text, Map<String, String> found) {
    if (pattern == null) {
      return true;
    }
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return false;
    }
    pattern
        .namedGroups()
        .forEach((name, group) -> found.put(name, text(matcher.group(group.intValue()))));
    return true;
  }

  private static String text(@Nullable String group) {
    return group == null ? "" : group.strip();
  }
}
