package app.kolan.server.campaign;

import app.kolan.twilio.webhook.PhoneNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One person of a campaign. It prints without who he is.
///
/// @param place the line of the file
/// @param given the number as it stands there
/// @param number null when that is none
/// @param fields the other columns, by their names in lower case
/// @param tries how often a call was ordered
/// @param attempts how often one was placed
/// @param dueAt when he is called next
/// @param order of the last call
/// @param result of the last call; null before there is one
/// @param reason why he is not called, as a word, or what went wrong
/// @param seconds how long his calls lasted together
/// @param cost about what they have cost, in US dollars
public record CampaignRow(
    long campaign,
    int place,
    String given,
    @Nullable PhoneNumber number,
    Map<String, String> fields,
    State state,
    int tries,
    int attempts,
    Instant dueAt,
    @Nullable Instant orderedAt,
    @Nullable String order,
    @Nullable CampaignRowResult result,
    @Nullable String reason,
    int seconds,
    BigDecimal cost) {
  /// How far it is with him.
  public enum State {
    /// He is to be called.
    WAITING,
    /// A call to him is ordered, or under way.
    ORDERED,
    /// He is not called any more.
    OVER,
    /// He was never called, since something is in the way.
    REFUSED
  }

  /// One that a file has.
  ///
  /// @param reason why he is not called: `number` or `double`; null when he may be
  public record Draft(
      int place,
      String given,
      @Nullable PhoneNumber number,
      Map<String, String> fields,
      @Nullable String reason) {
    public Draft {
      fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
      return "Draft[place=%d, reason=%s]".formatted(place, reason);
    }
  }

  public CampaignRow {
    fields = Map.copyOf(fields);
  }

  /// The same after a call.
  ///
  /// @param placed whether it was placed
  CampaignRow called(boolean placed, int length, BigDecimal dollars) {
    return new CampaignRow(
        campaign,
        place,
        given,
        number,
        fields,
        state,
        tries,
        attempts + (placed ? 1 : 0),
        dueAt,
        orderedAt,
        order,
        result,
        reason,
        seconds + length,
        cost.add(dollars));
  }

  /// The same so far.
  CampaignRow with(
      State newState,
      @Nullable CampaignRowResult newResult,
      @Nullable String newReason,
      Instant due) {
    return new CampaignRow(
        campaign, place, given, number, fields, newState, tries, attempts, due, orderedAt, order,
        newResult, newReason, seconds, cost);
  }

  @Override
  public String toString() {
    return "CampaignRow[campaign=%d, place=%d, state=%s, result=%s, reason=%s]"
        .formatted(campaign, place, state, result, reason);
  }
}
