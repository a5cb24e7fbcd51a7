package app.kolan.server.llm;

import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads calls of known tools that a model has written as text: as JSON, as tags with parameters,
/// or as a function call. Calls of other tools are none.
final class TextToolCalls {
  private static final List<String> NAMES =
      List.of("name", "tool", "tool_name", "function_name", "function", "action", "recipient_name");
  private static final List<String> ARGUMENTS =
      List.of(
          "arguments",
          "parameters",
          "args",
          "input",
          "action_input",
          "tool_input",
          "params",
          "kwargs");
  private static final List<String> LISTS = List.of("tool_calls", "calls", "tool_uses", "tools");
  private static final Set<String> BESIDES = Set.of("id", "type", "call_id", "index");
  private static final Pattern TAGGED_NAME =
      Pattern.compile(
          "<(?:function|function_call|invoke|tool_call|tool_use|tool|call)\\s?(?:=|name=)\\s?[\"']?([\\w.]+)");

  /// What providers put before the names of their tags.
  private static final Pattern VENDOR = Pattern.compile("(</?)(?:[a-z]{1,12}:|longcat_|｜DSML｜)");

  private static final Pattern PLAIN_BARS = Pattern.compile("<\\|(tool▁[^|<>]{1,20})\\|>");
  private static final Pattern CHILD = Pattern.compile("<(\\w{1,40})>([^<>]*)</\\1>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s([\\w-]{1,40})=(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'<>/]+))");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "<(?:parameter|param|arg)(?:=|\\s+name=)\\s?[\"']?(\\w+)[\"']?[^>]*>(.*?)</(?:parameter|param|arg)>"
              + "|<arg_key>(.*?)</arg_key>\\s*<arg_value>(.*?)</arg_value>",
          Pattern.DOTALL);
  private static final Pattern KEYWORD =
      Pattern.compile("(\\w+)\\s?=\\s?(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|[^,()]+)");

  /// What may stand between a tool's name and its arguments as an object.
  private static final Pattern BEFORE_OBJECT =
      Pattern.compile(
          "(?:\\s|\\(|\\[ARGS]|:(?:\\d{1,3})?|(?i:action[ _]input)|✿ARGS✿|<[^<>]{0,60}>|```\\w{0,20})*+");

  /// `()`, `({`, `("Sunday"`, `(day=`, `{"`, `: {"`, and a line `Action Input: {"`. A tool may be
  /// named like a word, so that `book (a table)` is no call.
  private static final String BEHIND_NAME =
      "(?:\\s{0,2}\\(\\s{0,20}(?:\\)|[{\"']|\\w{1,40}\\s{0,3}=)"
          + "|(?:\\s{0,2}:?|\\s{0,5}action[ _]input:)\\s{0,3}\\{\\s{0,20}[\"}])";

  private static final Pattern NEVER = Pattern.compile("(?!)");

  private final Set<String> known;

  /// The tool whose arguments stand alone, without its name; null where none may.
  private final @Nullable String demanded;

  private final Pattern syntax;
  private final Pattern tag;
  private final Pattern marked;
  private final Pattern named;

  TextToolCalls(List<ToolSpec> tools) {
    this(tools, false);
  }

  /// @param isDemanded whether the one tool must be called: then an object without a name is its
  ///   arguments
  TextToolCalls(List<ToolSpec> tools, boolean isDemanded) {
    demanded = isDemanded && tools.size() == 1 ? tools.getFirst().name() : null;
    known = tools.stream().map(ToolSpec::name).collect(Collectors.toSet());
    String names = known.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    String prefix =
        "(?:\\[\\s{0,10})?(?:print\\()?(?:action:\\s{0,3})?"
            + "(?:default_api\\.|functions\\.|tools?\\.)?";
    syntax =
        known.isEmpty()
            ? NEVER
            : Pattern.compile(prefix + names + BEHIND_NAME, Pattern.CASE_INSENSITIVE);
    tag =
        known.isEmpty()
            ? NEVER
            : Pattern.compile(
                "<(?<name>" + names + ")(?:\\s{1,9}[\\w-]{1,40}=[^<>]{0,4000})?\\s{0,9}/?>");
    String noWords =
        known.stream()
            .filter(name -> name.contains("_"))
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?:", ")"));
    marked =
        noWords.equals("(?:)")
            ? NEVER
            : Pattern.compile("[*\\[(`]{1,3}(?<name>" + noWords + ")(?:\\(\\))?[*\\])`]{1,3}");
    named = known.isEmpty() ? syntax : Pattern.compile("(?<![\\w])(" + names + ")(?![\\w])");
  }

  /// How a call of a known tool begins that is written as a function call.
  Pattern syntax() {
    return syntax;
  }

  /// How a call of a known tool begins that is written as a tag of its name, the group `name`.
  Pattern tag() {
    return tag;
  }

  /// The name of a known tool in brackets, stars or backticks, the group `name`; only names that
  /// nobody says, such as `end_call`.
  Pattern marked() {
    return marked;
  }

  /// Whether a text is the name of a known tool that nobody says.
  boolean isName(String text) {
    return text.contains("_") && known.contains(text);
  }

  /// The call of a tool by its name alone.
  static ToolCall byName(String name) {
    return new ToolCall(ToolCallIds.fresh(), name, "{}");
  }

  /// The calls in a text that is nothing else; empty when there are none of known tools.
  List<ToolCall> in(String given) {
    String text =
        VENDOR.matcher(given.replace("<|\"|>", "\"").replace("<escape>", "\"")).replaceAll("$1");
    text = PLAIN_BARS.matcher(text).replaceAll("<｜$1｜>");
    var calls = new ArrayList<ToolCall>();
    LenientJson.values(text).forEach(value -> add(value, calls));
    if (calls.isEmpty()) {
      tagged(text, calls);
    }
    if (calls.isEmpty()) {
      ofTag(text, calls);
    }
    if (calls.isEmpty()) {
      written(text, calls);
    }
    return calls;
  }

  private void add(JsonNode value, List<ToolCall> calls) {
    if (value.isArray()) {
      value.forEach(element -> add(element, calls));
      return;
    }
    for (String list : LISTS) {
      if (value.path(list).isArray()) {
        add(value.path(list), calls);
        return;
      }
    }
    if (value.path("function").isObject()) {
      add(value.path("function"), calls);
      return;
    }
    String name =
        NAMES.stream()
            .map(field -> value.path(field).asText(""))
            .map(TextToolCalls::bare)
            .filter(known::contains)
            .findFirst()
            .orElse(null);
    if (name != null) {
      add(name, arguments(value), calls);
    } else if (value.size() == 1) {
      String only = value.fieldNames().next();
      if (known.contains(bare(only))) {
        add(bare(only), value.path(only), calls);
      } else if (demanded != null) {
        add(demanded, value, calls);
      }
    } else if (demanded != null && value.isObject() && !value.isEmpty()) {
      add(demanded, value, calls);
    }
  }

  private static JsonNode arguments(JsonNode call) {
    for (String field : ARGUMENTS) {
      if (call.has(field)) {
        return call.path(field);
      }
    }
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    call.properties().stream()
        .filter(field -> !NAMES.contains(field.getKey()) && !BESIDES.contains(field.getKey()))
        .forEach(field -> rest.set(field.getKey(), field.getValue()));
    return rest;
  }

  private static void add(String name, JsonNode arguments, List<ToolCall> calls) {
    String written = arguments.isTextual() ? arguments.textValue() : arguments.toString();
    calls.add(new ToolCall(ToolCallIds.fresh(), name, ToolArgumentsJson.object(written)));
  }

  /// `<function=name><parameter=day>…</parameter>`, `<invoke name="name">…`, and the name alone
  /// with `<arg_key>` behind it.
  private void tagged(String text, List<ToolCall> calls) {
    Matcher name = TAGGED_NAME.matcher(text);
    var starts = new ArrayList<Integer>();
    var names = new ArrayList<String>();
    while (name.find()) {
      starts.add(name.end());
      names.add(bare(name.group(1)));
    }
    int firstKey = text.indexOf("<arg_key>");
    if (names.isEmpty() && firstKey >= 0) {
      starts.add(firstKey);
      names.add(bare(text.substring(0, firstKey).replaceAll("<[^<>]*>", "").strip()));
    }
    for (int i = 0; i < names.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
      String body = text.substring(starts.get(i), end);
      if (known.contains(names.get(i))) {
        JsonNode inside =
            LenientJson.first(LenientJson.values(body.substring(body.indexOf('>') + 1)));
        add(names.get(i), inside == null ? parameters(body) : inside, calls);
      }
    }
  }

  /// `<name day="Sunday"/>`, `<name>{"day": "Sunday"}`, `<name><day>Sunday</day>`, `<tool>name`.
  private void ofTag(String text, List<ToolCall> calls) {
    Matcher opening = tag.matcher(text);
    String alone = bare(text.replaceAll("<[^<>]*>", "").strip());
    if (known.contains(alone)) {
      add(alone, JsonNodeFactory.instance.objectNode(), calls);
    } else if (opening.lookingAt()) {
      String body = text.substring(opening.end());
      JsonNode inside = LenientJson.first(LenientJson.values(body));
      if (inside == null || !inside.isObject()) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        put(ATTRIBUTE.matcher(opening.group()), arguments);
        put(CHILD.matcher(body), arguments);
        inside = arguments;
      }
      add(opening.group("name"), inside, calls);
    }
  }

  /// Puts what was found as arguments: a name in the first group, a value in one of the others.
  private static void put(Matcher found, ObjectNode arguments) {
    while (found.find()) {
      String written = "";
      for (int group = 2; group <= found.groupCount(); group++) {
        written += found.group(group) == null ? "" : found.group(group).strip();
      }
      JsonNode read = LenientJson.value(written);
      if (read == null) {
        arguments.put(found.group(1), written);
      } else {
        arguments.set(found.group(1), read);
      }
    }
  }

  private static ObjectNode parameters(String body) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    Matcher parameter = PARAMETER.matcher(body);
    while (parameter.find()) {
      boolean pair = parameter.group(1) == null;
      String value = parameter.group(pair ? 4 : 2).strip();
      JsonNode read = LenientJson.value(value);
      String key = parameter.group(pair ? 3 : 1).strip();
      if (read == null) {
        arguments.put(key, value);
      } else {
        arguments.set(key, read);
      }
    }
    return arguments;
  }

  /// `name(day="Sunday")`, `name({"day": "Sunday"})`, `name[ARGS]{"day": "Sunday"}`.
  private void written(String text, List<ToolCall> calls) {
    Matcher name = named.matcher(text);
    int from = 0;
    while (name.find(from)) {
      from = name.end();
      String rest = text.substring(from);
      int object = rest.indexOf('{');
      int bracket = rest.indexOf('(');
      boolean called = bracket >= 0 && rest.substring(0, bracket).isBlank();
      boolean holdsObject = object >= 0 && BEFORE_OBJECT.matcher(rest).region(0, object).matches();
      JsonNode inside =
          holdsObject ? LenientJson.first(LenientJson.values(rest.substring(object))) : null;
      if (inside != null && inside.isObject()) {
        add(name.group(1), inside, calls);
        from += Math.max(object, new BracketScanner().end(rest.substring(object)) + object);
      } else if (called) {
        int end = new BracketScanner().end(rest);
        String inBrackets = rest.substring(bracket + 1, end < 0 ? rest.length() : end - 1);
        add(name.group(1), keywords(inBrackets), calls);
        from += Math.max(bracket, end);
      }
    }
  }

  private static ObjectNode keywords(String inBrackets) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    Matcher keyword = KEYWORD.matcher(inBrackets);
    while (keyword.find()) {
      String value = keyword.group(2).strip();
      JsonNode read = LenientJson.value(value);
      if (read != null) {
        arguments.set(keyword.group(1), read);
      } else {
        arguments.put(keyword.group(1), value.replaceAll("^'|'$", ""));
      }
    }
    return arguments;
  }

  private static String bare(String name) {
    return name.replaceFirst("^(?:functions|default_api|tools?)\\.", "").strip();
  }
}
