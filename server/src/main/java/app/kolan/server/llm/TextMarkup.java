package app.kolan.server.llm;

import app.kolan.server.normalize.HtmlMarkup;
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
  /// `<|start|>assistant`, `<|im_start|>assistant`, `<start_of_turn>model`
  ROLE(
      "(?:<\\|(?:start|im_start|start_header_id|start_of_role)\\|>|<start_of_turn>)"
          + "(?<header>[ ]?[a-z]{0,20}(?: to=[\\w.]{1,80})?)(?=[^a-z]|$)"
          + "(?:<\\|end_(?:header_id|of_role)\\|>)?\\n?"),
  /// `<|user|>`, `<｜User｜>`, `<|endoftext|>User:`, `✿RESULT✿`: another role's message, which the
  /// model has made up.
  OTHER_ROLE(
      "<[|｜](?:user|human|system|developer|observation)[|｜]>"
          + "|<\\|(?:endoftext|end_of_text|eot_id)\\|>"
          + "(?=\\s{0,4}(?:human|user|customer|caller|לקוחה?|מתקשרת?|משתמשת?)\\s?:)|✿RESULT✿"),
  /// `<tool_call>`, `<function=end_call>`, `<invoke name="end_call">`, `<xai:function_call …>`
  CALL_TAG(
      "<(?<name>"
          + Names.VENDOR
          + "?(?:tool_calls?|toolcalls?|function_calls?|functioncalls?|tool_use|tool_code|tools?"
          + "|functions?|invoke|call))(?:[=\\s][^<>]{0,300})?(?<!/)>"),
  /// `[TOOL_CALLS]`, `<|python_tag|>`, `<｜tool▁calls▁begin｜>`, `✿FUNCTION✿: end_call`
  CALL_MARKER(
      "\\[(?:tool_calls?|available_tools)\\]|functools(?=\\[)"
          + "|<\\|(?:python_tag|action_start|(?:start_action)|tool_calls?(?:_section)?(?:_begin|_start)?)\\|>"
          + "|<\\|tool_call>|<[|｜]tool▁calls?▁begin[|｜]>|<start_function_call>|✿FUNCTION✿:?\\s?"),
  /// `call:end_call{reason:<escape>done<escape>}`
  BARE_CALL("call:[a-z_]\\w{0,63}\\s?(?=\\{)"),
  /// A fence with a call in it.
  CALL_FENCE("```[a-z_+-]{0,20}\\s{0,20}(?=[{\\[<]|print\\(|default_api|functions?[.=]|tool_code)"),
  /// `{"key":` and `[{"key":`
  JSON("(?:\\[\\s{0,40})?\\{\\s{0,40}([\"'])[\\p{L}\\p{N}_ -]{0,40}\\1\\s{0,10}:"),
  /// A call of a known tool; its pattern depends on the tools.
  CALL_SYNTAX("(?!)"),
  /// `<end_call reason="done"/>`, `<end_call>`; its pattern depends on the tools.
  TOOL_TAG("(?!)"),
  /// `[end_call]`, `**end_call**`; its pattern depends on the tools.
  TOOL_NAME("(?!)"),
  /// `<|im_end|>`, `<｜end▁of▁sentence｜>`, `[INST]`
  TOKEN(
      "<\\|[\\w ./:▁-]{1,40}\\|>|<｜[^<>｜\\s]{1,40}｜>|\\[/?INST\\]|</?s>"
          + "|<0x[0-9a-f]{2}>|<end_of_turn>|\\[(?:begin|end) final response\\]"
          + "|✿RETURN✿:?\\s?"),
  /// `\boxed{שלום}`, an answer as in mathematics.
  BOXED("\\\\boxed\\{(?:\\\\text\\{)?(?<words>[^{}]{0,300})\\}{1,2}"),
  ENTITY("&(?:#\\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});"),
  TAG(HtmlMarkup.TAG);

  private static final class Names {
    /// What providers put before the names of their tags.
    static final String VENDOR = "(?:[a-z]{1,12}:|longcat_|｜DSML｜)";

    /// What stands in such tags is no reasoning, but is not to be said either.
    static final String UNSAID =
        "|style|script|details|internal|hidden|tool_(?:response|result|output)s?|function_(?:response|result|output)s?";

    static final String REASONING =
        "(?:[a-z]{1,12}_think(?:ing)?|(?:[a-z]{1,12}:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflect(?:ion)?|analysis"
            + "|scratch_?pad|(?:inner_?|internal_?)?monologue|internal_?(?:thoughts?|reasoning)"
            + "|chain_?of_?thought|cot|deliberation|rationale|plan(?:ning)?|antthinking"
            + "|thought_?process|thinking_?process|self_?reflection|reasoning_?content"
            + UNSAID
            + "))";
    static final String THOUGHT = "(?:thoughts?|think(?:ing)?|reasoning)";
    static final String REASONING_OPEN =
        "<"
            + REASONING
            + "(?:\\s[^<>]{0,200})?(?<!/)>|&lt;"
            + REASONING
            + "&gt;|\\[(?:think|thinking|reasoning)\\]|◁think▷"
            + "|<[|｜](?:(?:begin|start)[_▁](?:of[_▁])?"
            + THOUGHT
            + "|"
            + THOUGHT
            + "(?:[_▁](?:begin|start))?)[|｜]>|<\\|channel>thought\\b";
    static final String REASONING_CLOSE =
        "</\\s?"
            + REASONING
            + "\\s?>|&lt;/"
            + REASONING
            + "&gt;|\\[/(?:think|thinking|reasoning)\\]|◁/think▷"
            + "|<[|｜](?:end[_▁](?:of[_▁])?"
            + THOUGHT
            + "|/"
            + THOUGHT
            + "|"
            + THOUGHT
            + "[_▁]end)[|｜]>|<channel\\|>";
  }

  /// An opening tag of reasoning, in the group `open`, or a closing one.
  static final Pattern REASONING_TAG =
      compiled("(?<open>" + Names.REASONING_OPEN + ")|(?:" + Names.REASONING_CLOSE + ")");

  /// The end of a message of the Harmony format. The beginning of the next one is left.
  static final Pattern HARMONY_END =
      compiled("<\\|(?:end|return|call)\\|>|(?=<\\|(?:start|channel)\\|>)");

  /// The end of a message of any role. The beginning of the next one is left.
  static final Pattern ROLE_END =
      compiled(
          "<\\|(?:end|im_end|eot_id|return|call|end_of_text)\\|>|<end_of_turn>|<[|｜]assistant[|｜]>"
              + "|(?=✿RETURN✿|<\\|(?:start|im_start|start_header_id|start_of_role)\\|>|<start_of_turn>)");

  /// Roles whose messages the model has not written, but made up.
  static final Pattern OTHERS =
      compiled("\\s?(?:user|human|system|developer|tool|function|ipython|observation)\\b.*");

  static final Pattern CALL_MARKER_END =
      compiled(
          "\\[/tool_calls?\\]|<\\|(?:eom_id|eot_id|im_end|action_end|end_action"
              + "|tool_calls?_section_end|tool_calls?_end)\\|>(?!\\s*<\\|tool_call)"
              + "|<tool_call\\|>|<[|｜]tool▁calls▁end[|｜]>|<end_function_call>"
              + "|(?=✿(?:FUNCTION|RESULT|RETURN)✿)");

  static final Pattern BARE_CALL_END = Pattern.compile("(?<=\\})");

  static final Pattern FENCE = Pattern.compile("```");

  /// Harmony without its special tokens: `analysisThe caller asks…assistantfinalשלום`.
  static final Pattern BARE_HARMONY =
      Pattern.compile("\\s{0,20}(?:assistant)?(?:analysis|commentary)(?:[A-Zא-ת]| to=)");

  /// The same for an answer without reasoning, and a label before an answer: `Assistant: שלום`.
  static final Pattern BARE_ANSWER =
      Pattern.compile(
          "\\s{0,20}(?:assistant\\s?final(?=[A-Zא-ת])|(?i:assistant\\s{0,3}\\n\\s{0,9}"
              + "|[*#_ ]{0,6}(?:assistant|ai|bot|agent|receptionist|response|reply|(?:final )?answer"
              + "|תשובה(?: סופית)?|נציגה?|פקידה?|עוזרת?)[*_]{0,2}\\s?:[*_]{0,2}\\s{0,9}))");

  /// Reasoning with a label: `Thought: the caller asks…`.
  static final Pattern LABELLED_REASONING =
      compiled(
          "\\s{0,20}[*#_> ]{0,6}(?:thoughts?|thinking(?: process)?|reasoning|analysis|rationale"
              + "|מחשבה|מחשבות|חשיבה)[*_]{0,2}\\s?:");

  /// The label of the answer behind such reasoning; or a new paragraph in Hebrew, or a call, which
  /// is left.
  static final Pattern LABELLED_ANSWER =
      compiled(
          "\\n[*#_> ]{0,6}(?:(?:final )?(?:answer|response|reply)|תשובה(?: סופית)?|תגובה)"
              + "[*_]{0,2}\\s?:[*_]{0,2}\\s{0,9}(?=[^\\s*_])|\\n\\s{0,9}\\n(?=[*\"' ]{0,4}[א-ת])"
              + "|(?=\\naction:\\s{0,3}\\w|"
              + CALL_TAG.pattern.pattern().replace("?<name>", "?:")
              + "|"
              + CALL_MARKER.pattern.pattern()
              + "|"
              + CALL_FENCE.pattern.pattern()
              + ")");

  /// Where the last paragraph begins.
  static final Pattern LAST_PARAGRAPH =
      Pattern.compile("(?s)\\n\\s{0,9}\\n(?=\\S)(?!.*\\n\\s{0,9}\\n\\s{0,9}\\S)");

  static final Pattern BARE_FINAL = Pattern.compile("assistant\\s?final");

  /// The rest of a text that has ended in the middle of markup: where a special token, a comment,
  /// an attribute or one of the usual tags begins. `<kg` may be what somebody wrote.
  static final Pattern BROKEN_OFF =
      compiled(
          "<\\|.*|<!--.*|</?[a-z][\\w:-]*\\s+[a-z][\\w:-]*=.*|```[a-z_]{2,20}|</[a-z][\\w:-]*\\s*"
              + "|<(?:[a-z]{1,12}:)?(?:br|hr|div|spa?n?|str(?:on?g?)?|emp?h?|li|[uo]l|tab?l?e?|t[drh]"
              + "|h[1-6]|thi?n?k?(?:in?g?)?|tho?u?g?h?t?s?|reas?o?n?(?:in?g?)?|ref?l?e?c?t?"
              + "|ana?l?y?s?i?s?|scr\\w*|tool?_?\\w*|func?\\w*|inv?o?k?e?|answ?e?r?|resp?o?n?s?e?"
              + "|final?|speak|break)\\s*/?");

  /// The most text in which a closing tag may be incomplete.
  static final int LONGEST_CLOSING = 64;

  static final Pattern HEBREW = Pattern.compile("[א-ת]");

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
    return "<[{`&◁*(✿\\".indexOf(character) >= 0;
  }

  /// Whether a tool's name may contain this character.
  static boolean isOfName(char character) {
    return character < 128 && (Character.isLetterOrDigit(character) || character == '_');
  }

  private static Pattern compiled(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
