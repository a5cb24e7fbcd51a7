package app.kolan.server.llm;

import java.util.regex.Pattern;

/// The markup that servers leave in the text of a model, each as a pattern of bounded length that
/// begins where the markup does. The first kind that matches counts.
///
/// Sources: the chat templates of DeepSeek, Qwen, Mistral, Llama, Kimi, GLM, Command and Phi;
/// OpenAI, "Harmony response format".
enum TextMarkup {
  REASONING_OPEN(Names.REASONING_OPEN),
  REASONING_CLOSE(Names.REASONING_CLOSE),
  /// `<|channel|>analysis<|message|>`
  CHANNEL("<\\|channel\\|>(?<header>(?:[^<]|<\\|constrain\\|>){0,160})<\\|message\\|>"),
  /// `<|start|>assistant`, `<|im_start|>assistant`
  ROLE(
      "<\\|(?:start|im_start|start_header_id)\\|>"
          + "(?<header>[ ]?[a-z]{0,20}(?: to=[\\w.]{1,80})?)(?=[^a-z]|$)(?:<\\|end_header_id\\|>)?\\n?"),
  /// `<tool_call>`, `<function=end_call>`, `<invoke name="end_call">`
  CALL_TAG(
      "<(?<name>tool_calls?|toolcalls?|function_calls?|functioncalls?|tool_use|tool_code|tools?"
          + "|functions?|invoke|call)(?:[=\\s][^<>]{0,300})?(?<!/)>"),
  /// `[TOOL_CALLS]`, `<|python_tag|>`, `<｜tool▁calls▁begin｜>`
  CALL_MARKER(
      "\\[(?:tool_calls?|available_tools)\\]|functools(?=\\[)"
          + "|<\\|(?:python_tag|action_start|(?:start_action)|tool_calls?(?:_section)?(?:_begin|_start)?)\\|>"
          + "|<｜tool▁calls?▁begin｜>"),
  /// A fence with a call in it.
  CALL_FENCE("```[a-z_+-]{0,20}\\s{0,20}(?=[{\\[<]|print\\(|default_api|functions?[.=]|tool_code)"),
  /// `{"…` and `[{"…`
  JSON("(?:\\[\\s{0,40})?\\{\\s{0,40}[\"']"),
  /// A call of a known tool; its pattern depends on the tools.
  CALL_SYNTAX("(?!)"),
  /// `<|im_end|>`, `<｜end▁of▁sentence｜>`, `[INST]`
  TOKEN("<\\|[\\w ./:▁-]{1,40}\\|>|<｜[^<>｜\\s]{1,40}｜>|\\[/?INST\\]|</?s>"),
  ENTITY("&(?:#\\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});"),
  TAG("</?[a-z][a-z0-9:_-]{0,40}(?:\\s[^<>]{0,300})?/?>|<!--.{0,300}?-->");

  private static final class Names {
    static final String REASONING =
        "(?:[a-z]{1,12}:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflect(?:ion)?|analysis"
            + "|scratch_?pad|(?:inner_?|internal_?)?monologue|internal_?(?:thoughts?|reasoning)"
            + "|chain_?of_?thought|cot|deliberation|rationale|plan(?:ning)?|antthinking"
            + "|thought_?process|thinking_?process|self_?reflection|reasoning_?content)";
    static final String REASONING_OPEN =
        "<"
            + REASONING
            + "(?:\\s[^<>]{0,200})?(?<!/)>|\\[(?:think|thinking|reasoning)\\]|◁think▷"
            + "|<\\|(?:begin_of_thought|start_thinking|think|thinking)\\|>";
    static final String REASONING_CLOSE =
        "</\\s?"
            + REASONING
            + "\\s?>|\\[/(?:think|thinking|reasoning)\\]|◁/think▷"
            + "|<\\|(?:end_of_thought|end_thinking|/think|/thinking)\\|>";
  }

  /// An opening tag of reasoning, in the group `open`, or a closing one.
  static final Pattern REASONING_TAG =
      compiled("(?<open>" + Names.REASONING_OPEN + ")|(?:" + Names.REASONING_CLOSE + ")");

  /// The end of a message of the Harmony format. The beginning of the next one is left.
  static final Pattern HARMONY_END =
      compiled("<\\|(?:end|return|call)\\|>|(?=<\\|(?:start|channel)\\|>)");

  static final Pattern CALL_MARKER_END =
      compiled(
          "\\[/tool_calls?\\]|<\\|(?:eom_id|eot_id|im_end|action_end|end_action"
              + "|tool_calls?_section_end|tool_calls?_end)\\|>(?!\\s*<\\|tool_call)"
              + "|<｜tool▁calls▁end｜>");

  static final Pattern FENCE = Pattern.compile("```");

  /// Harmony without its special tokens: `analysisThe caller asks…assistantfinalשלום`.
  static final Pattern BARE_HARMONY =
      Pattern.compile("\\s{0,20}(?:analysis|commentary)(?:[A-Zא-ת]| to=)");

  static final Pattern BARE_FINAL = Pattern.compile("assistant\\s?final");

  /// The rest of a text that has ended in the middle of markup.
  static final Pattern BROKEN_OFF = compiled("<[/|]?[a-z_|]{2,}[^<>]*|```[a-z_]{2,20}");

  /// The most text in which a closing tag may be incomplete.
  static final int LONGEST_CLOSING = 64;

  private static final Pattern HEBREW = Pattern.compile("[א-ת]");

  /// How models begin to think about a call, about its caller and not to him.
  private static final String THINKS_IN_HEBREW =
      "(?:אוקיי,? )?(?:ה(?:משתמשת?|לקוחה?|מתקשרת?|פונה) "
          + "(?:שואל|רוצה|מבקש|אומר|אמר|מעוניי?נ|מחפש|צריכ?ה?)"
          + "|אני צריכה? (?:לענות|להשיב|לבדוק מה|לחשוב)|עליי? (?:לענות|להשיב|לחשוב)|בוא[ו]? נחשוב)";

  private static final String THINKS_IN_ENGLISH =
      "(?:ok(?:ay)?\\b|alright\\b|h+m+\\b|wait\\b|let me\\b|let's\\b|(?:so,? )?the (?:user|caller"
          + "|customer|client|person)\\b|(?:user|caller|customer) (?:asks|says|wants|is)\\b"
          + "|i (?:need|should|must|have) |we (?:need|should|must|have) |first,|so,? (?:the|i|we)\\b"
          + "|thinking\\b|reasoning\\b|thought\\b|looking at\\b|here(?:'s| is) (?:my|a) th)";

  private final Pattern pattern;

  TextMarkup(String pattern) {
    this.pattern = compiled(pattern);
  }

  Pattern pattern() {
    return pattern;
  }

  /// The closing tag of a call.
  static Pattern closingOf(String name) {
    return compiled("</" + Pattern.quote(name) + "\\s?>");
  }

  /// How a text begins that may be reasoning without an opening tag. Where the answer should be
  /// Hebrew, that is English of a certain kind, too.
  ///
  /// @param instructions the system prompt, in the language of the answer
  static Pattern openingOfReasoning(String instructions) {
    boolean hebrew = HEBREW.matcher(instructions).find();
    return compiled(
        "\\s{0,20}(?:" + THINKS_IN_HEBREW + (hebrew ? "|" + THINKS_IN_ENGLISH : "") + ")");
  }

  /// Whether markup may begin with this character.
  static boolean mayBegin(char character) {
    return "<[{`&◁".indexOf(character) >= 0;
  }

  /// Whether a tool's name may contain this character.
  static boolean isOfName(char character) {
    return character < 128 && (Character.isLetterOrDigit(character) || character == '_');
  }

  private static Pattern compiled(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
