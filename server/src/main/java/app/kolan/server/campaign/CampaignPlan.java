package app.kolan.server.campaign;

import static app.kolan.server.campaign.InvalidCampaign.require;

import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.campaign.InvalidCampaign.Kind;
import app.kolan.server.outbound.CallPurpose;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a campaign says to people, and within which bounds it calls them. It prints without the
/// words.
///
/// @param name for people of the business
/// @param purpose for a service or for advertising, which decides what the law asks
/// @param words what is said after who calls; may have placeholders such as `{name}`
/// @param task what the agent is to reach in a talk, with placeholders; null when people answer by
///   keys
/// @param hours the parts of a day within which people are called; empty for all that is allowed
public record CampaignPlan(
    String name,
    CallPurpose purpose,
    String words,
    @Nullable String task,
    Pace pace,
    Retries retries,
    List<Hours> hours,
    Caps caps) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORDS = 1000;
  private static final int LONGEST_TASK = 4000;
  private static final int MOST_HOURS = 5;

  /// @throws InvalidCampaign with the remedy when something cannot be used
  public CampaignPlan {
    hours = List.copyOf(hours);
    require(
        !name.isBlank() && name.length() <= LONGEST_NAME,
        Kind.NAME,
        "give a name of 1 to 100 letters");
    require(
        !words.isBlank() && words.length() <= LONGEST_WORDS,
        Kind.WORDS,
        "give words of 1 to 1000 letters");
    require(
        task == null || !task.isBlank() && task.length() <= LONGEST_TASK,
        Kind.TASK,
        "give a task of 1 to 4000 letters, or none");
    require(!purpose.isByPerson(), Kind.PURPOSE, "a campaign is for SERVICE or ADVERTISING");
    require(hours.size() <= MOST_HOURS, Kind.HOURS, "give five parts of a day at most");
    for (Hours part : hours) {
      require(
          part.to().isAfter(part.from()),
          Kind.HOURS,
          "give hours within a day, such as 10:00-13:00");
    }
  }

  /// How fast people are called.
  ///
  /// @param atOnce how many calls may be under way
  /// @param aMinute how many may be placed in a minute
  public record Pace(int atOnce, int aMinute) {
    public static final Pace USUAL = new Pace(2, 6);
    private static final int MOST_AT_ONCE = 20;
    private static final int MOST_A_MINUTE = 60;

    public Pace {
      require(atOnce >= 1 && atOnce <= MOST_AT_ONCE, Kind.PACE, "give 1 to 20 calls at once");
      require(aMinute >= 1 && aMinute <= MOST_A_MINUTE, Kind.PACE, "give 1 to 60 calls a minute");
    }
  }

  /// How often somebody is called who was not reached.
  ///
  /// @param attempts how often in all
  /// @param afterBusy how long after a line that was busy
  /// @param afterNoAnswer how long after nobody answered
  /// @param afterMachine how long after a message was left on a machine; null when that is enough
  public record Retries(
      int attempts, Duration afterBusy, Duration afterNoAnswer, @Nullable Duration afterMachine) {
    private static final int MOST = 10;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    public static final Retries USUAL =
        new Retries(3, Duration.ofMinutes(10), Duration.ofHours(2), null);

    public Retries {
      require(attempts >= 1 && attempts <= MOST, Kind.RETRIES, "call each person 1 to 10 times");
      require(
          isUsable(afterBusy)
              && isUsable(afterNoAnswer)
              && (afterMachine == null || isUsable(afterMachine)),
          Kind.RETRIES,
          "wait 1 to 10080 minutes before somebody is called again");
    }

    private static boolean isUsable(Duration pause) {
      return pause.compareTo(SHORTEST) >= 0 && pause.compareTo(LONGEST) <= 0;
    }

    /// How long after an attempt the next one comes; null when there is none.
    ///
    /// @param attempts how often he was called, this time included
    @Nullable Duration after(CampaignRowResult result, int attempts) {
      if (attempts >= this.attempts) {
        return null;
      }
      return switch (result) {
        case BUSY -> afterBusy;
        case NOT_REACHED -> afterNoAnswer;
        case MESSAGE_LEFT -> afterMachine;
        case TALKED, REFUSED, CANCELLED, FAILED -> null;
      };
    }
  }

  /// What a campaign may use in all; it is paused when that is reached.
  ///
  /// @param minutes of calls, of which minutes that have begun count; null for any
  /// @param dollars by the business's price of a minute and the price list of providers; null for
  ///   any
  public record Caps(@Nullable Integer minutes, @Nullable BigDecimal dollars) {
    public static final Caps NONE = new Caps(null, null);

    public Caps {
      require(minutes == null || minutes >= 1, Kind.CAPS, "give 1 minute or more");
      require(dollars == null || dollars.signum() > 0, Kind.CAPS, "give more than 0 dollars");
    }

    /// Whether there is any, so that it matters what the campaign has used.
    boolean isAny() {
      return minutes != null || dollars != null;
    }

    /// Which of them is reached: `minutes` or `cost`; null for none.
    @Nullable String reached(long usedMinutes, BigDecimal usedDollars) {
      if (minutes != null && usedMinutes >= minutes) {
        return "minutes";
      }
      return dollars != null && usedDollars.compareTo(dollars) >= 0 ? "cost" : null;
    }
  }

  @Override
  public String toString() {
    return "CampaignPlan[purpose=%s, pace=%s, retries=%s]".formatted(purpose, pace, retries);
  }
}
