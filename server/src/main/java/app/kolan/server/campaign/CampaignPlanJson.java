package app.kolan.server.campaign;

import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.campaign.CampaignPlan.Caps;
import app.kolan.server.campaign.CampaignPlan.Pace;
import app.kolan.server.campaign.CampaignPlan.Retries;
import app.kolan.server.campaign.InvalidCampaign.Kind;
import app.kolan.server.outbound.CallPurpose;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The plan of a campaign as JSON: as the API takes and gives it, and as the store keeps it.
public final class CampaignPlanJson {
  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*([01]?[0-9]|2[0-3]):([0-5][0-9])\\s*[-–]\\s*([01]?[0-9]|2[0-3]):([0-5][0-9])\\s*");

  /// The names of what bounds a campaign, which may change once it is made.
  public static final List<String> BOUNDS =
      List.of(
          "callsAtOnce",
          "callsAMinute",
          "attempts",
          "busyMinutes",
          "noAnswerMinutes",
          "machineMinutes",
          "hours",
          "minutesCap",
          "costCap");

  private CampaignPlanJson() {}

  /// The plan that it says. What is not there is as usual.
  ///
  /// @throws InvalidCampaign with the remedy when something cannot be used
  public static CampaignPlan read(JsonNode json) {
    String task = json.path("task").asText("").strip();
    return new CampaignPlan(
        json.path("name").asText("").strip(),
        purpose(json.path("purpose").asText("")),
        json.path("words").asText("").strip(),
        task.isEmpty() || json.path("task").isNull() ? null : task,
        new Pace(
            json.path("callsAtOnce").asInt(Pace.USUAL.atOnce()),
            json.path("callsAMinute").asInt(Pace.USUAL.aMinute())),
        new Retries(
            json.path("attempts").asInt(Retries.USUAL.attempts()),
            minutes(json.path("busyMinutes"), Retries.USUAL.afterBusy()),
            minutes(json.path("noAnswerMinutes"), Retries.USUAL.afterNoAnswer()),
            json.hasNonNull("machineMinutes")
                ? Duration.ofMinutes(json.path("machineMinutes").asLong())
                : null),
        hours(json.path("hours").asText("")),
        new Caps(
            json.hasNonNull("minutesCap") ? json.path("minutesCap").asInt() : null,
            json.hasNonNull("costCap") ? dollars(json.path("costCap").asText()) : null));
  }

  private static CallPurpose purpose(String text) {
    return switch (text) {
      case "SERVICE" -> CallPurpose.SERVICE;
      case "ADVERTISING" -> CallPurpose.ADVERTISING;
      default ->
          throw new InvalidCampaign(Kind.PURPOSE, "a campaign is for SERVICE or ADVERTISING");
    };
  }

  private static Duration minutes(JsonNode json, Duration usual) {
    return json.isNumber() ? Duration.ofMinutes(json.asLong()) : usual;
  }

  private static BigDecimal dollars(String text) {
    if (!text.matches("[0-9]{1,7}([.][0-9]{1,4})?")) {
      throw new InvalidCampaign(Kind.CAPS, "give US dollars, such as 20 or 0.50");
    }
    return new BigDecimal(text);
  }

  /// Parts of a day, as `10:00-13:00, 17:00-19:30`; none of an empty text.
  ///
  /// @throws InvalidCampaign with the remedy when they cannot be read
  public static List<Hours> hours(String text) {
    var hours = new ArrayList<Hours>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part);
      if (!range.matches()) {
        throw new InvalidCampaign(Kind.HOURS, "give hours within a day, such as 10:00-13:00");
      }
      hours.add(
          new Hours(time(range.group(1), range.group(2)), time(range.group(3), range.group(4))));
    }
    return hours;
  }

  private static LocalTime time(String hour, String minute) {
    return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
  }

  /// Hours as they are typed.
  public static String text(List<Hours> hours) {
    return hours.stream()
        .map(part -> part.from() + "-" + part.to())
        .collect(Collectors.joining(", "));
  }

  /// Puts the plan into an object.
  public static void write(CampaignPlan plan, ObjectNode to) {
    Duration afterMachine = plan.retries().afterMachine();
    to.put("name", plan.name());
    to.put("purpose", plan.purpose().name());
    to.put("words", plan.words());
    to.put("task", plan.task());
    to.put("callsAtOnce", plan.pace().atOnce());
    to.put("callsAMinute", plan.pace().aMinute());
    to.put("attempts", plan.retries().attempts());
    to.put("busyMinutes", plan.retries().afterBusy().toMinutes());
    to.put("noAnswerMinutes", plan.retries().afterNoAnswer().toMinutes());
    to.put("machineMinutes", afterMachine == null ? null : afterMachine.toMinutes());
    to.put("hours", text(plan.hours()));
    to.put("minutesCap", plan.caps().minutes());
    to.put("costCap", text(plan.caps().dollars()));
  }

  private static @Nullable String text(@Nullable BigDecimal dollars) {
    return dollars == null ? null : dollars.toPlainString();
  }
}
