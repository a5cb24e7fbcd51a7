package app.kolan.server.agent;

import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A language model that books appointments: it says what the tools tell it to, and takes every
/// word of the caller's for a yes. Its answer depends on the conversation alone.
///
/// @param finds whether it looks for slots first
/// @param tool by which it does what the caller wants
/// @param isRash whether it claims at once that the caller has confirmed
record BookingModel(boolean finds, String tool, boolean isRash) {
  static final String DONE = "הכול מסודר, להתראות.";
  static final String WAITING = "אין זמן פנוי. להיכנס לרשימת ההמתנה?";
  static final String CALENDAR_SILENT = "היומן לא עונה כרגע. רשמתי הודעה ויחזרו אליכם.";
  static final String GONE = "השעה הזאת כבר תפוסה.";

  private static final Pattern SLOT =
      Pattern.compile("(?m)^- (\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}): (.*)$");
  private static final Pattern MARKED = Pattern.compile("<data from=\"[^\"]*\">\n(.*)\n</data>");

  static BookingModel booking() {
    return new BookingModel(true, "book_appointment", false);
  }

  static BookingModel rash() {
    return new BookingModel(true, "book_appointment", true);
  }

  static BookingModel moving() {
    return new BookingModel(true, "move_appointment", false);
  }

  static BookingModel cancelling() {
    return new BookingModel(false, "cancel_appointment", false);
  }

  static BookingModel waiting() {
    return new BookingModel(true, "join_waiting_list", false);
  }

  ModelReply reply(List<ChatTurn> turns) {
    return switch (turns.getLast()) {
      case ChatTurn.Outcome(_, var result) -> told(turns, result);
      case ChatTurn.FromUser _ -> yes(turns);
      case ChatTurn.FromModel _, ChatTurn.Use _ -> ModelReply.words("כן.");
    };
  }

  private ModelReply told(List<ChatTurn> turns, String result) {
    if (result.startsWith("Not done yet.")) {
      boolean claims = isRash && !lastUse(turns).arguments().contains("confirmed");
      return claims ? confirm(turns) : ModelReply.words(first(MARKED, result).group(1));
    }
    if (result.startsWith("Nothing is free then")) {
      return ModelReply.words(WAITING);
    }
    if (result.startsWith("Nothing was changed: the calendar")) {
      return ModelReply.words(CALENDAR_SILENT).andUse("end_call", "{}");
    }
    if (result.startsWith("It is ") || result.startsWith("The caller is on the waiting list")) {
      return ModelReply.words(DONE).andUse("end_call", "{}");
    }
    if (result.startsWith("The call ends")) {
      return ModelReply.words("שלום.");
    }
    boolean isGone = result.startsWith("That time is not free");
    String offer = "יש תור " + first(SLOT, result).group(2) + ". מתאים?";
    return ModelReply.words(isGone ? GONE + " " + offer : offer);
  }

  private ModelReply yes(List<ChatTurn> turns) {
    String last =
        turns.stream()
            .filter(ChatTurn.Outcome.class::isInstance)
            .map(turn -> ((ChatTurn.Outcome) turn).result())
            .reduce("", (_, next) -> next);
    if (last.isEmpty()) {
      return finds
          ? ModelReply.use("find_appointments", "{\"service\":\"cut\"}")
          : ModelReply.use(tool, "{}");
    }
    if (last.startsWith("Not done yet.")) {
      return confirm(turns);
    }
    if (last.startsWith("Nothing is free then")) {
      return ModelReply.use(tool, "{\"service\":\"cut\",\"name\":\"רות\"}");
    }
    String start = first(SLOT, last).group(1);
    return ModelReply.use(
        tool,
        tool.startsWith("book")
            ? "{\"service\":\"cut\",\"start\":\"%s\",\"name\":\"רות\"}".formatted(start)
            : "{\"start\":\"%s\"}".formatted(start));
  }

  /// The same again, confirmed.
  private ModelReply confirm(List<ChatTurn> turns) {
    String before = lastUse(turns).arguments().replaceFirst(",?\\s*\"confirmed\":\\s*true", "");
    String open = before.strip().substring(0, before.strip().length() - 1).strip();
    return ModelReply.use(tool, open + (open.equals("{") ? "" : ",") + "\"confirmed\":true}");
  }

  private static ChatTurn.Use lastUse(List<ChatTurn> turns) {
    return turns.stream()
        .filter(ChatTurn.Use.class::isInstance)
        .map(ChatTurn.Use.class::cast)
        .reduce((_, next) -> next)
        .orElseThrow();
  }

  private static MatchResult first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("the tool told something else: " + text);
    }
    return matcher.toMatchResult();
  }
}
