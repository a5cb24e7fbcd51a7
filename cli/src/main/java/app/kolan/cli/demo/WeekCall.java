package app.kolan.cli.demo;

import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LeadWork;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call of the demo's week, as its file has it.
///
/// @param days working days before the demo; null for a call of the last hours
/// @param at when on that day, as `HH:MM`
/// @param ago minutes before the demo
/// @param from the caller's number, in E.164
/// @param turns what was said; empty when the caller hung up or left a message
/// @param ends how it came out
/// @param summary null when there is nothing to say
/// @param lead null when nobody is to be called back
/// @param promise null when nothing was promised
record WeekCall(
    @Nullable Integer days,
    @Nullable String at,
    @Nullable Integer ago,
    String from,
    List<Turn> turns,
    End ends,
    @Nullable String summary,
    @Nullable Lead lead,
    @Nullable Promise promise) {

  WeekCall {
    turns = turns == null ? List.of() : List.copyOf(turns);
    ends = ends == null ? End.FINISHED : ends;
    if ((days == null || at == null) == (ago == null)) {
      throw new IllegalArgumentException("a call has either days and at, or ago");
    }
  }

  /// How a call came out.
  enum End {
    @JsonProperty("finished")
    FINISHED(CallOutcome.FINISHED),
    @JsonProperty("handed-over")
    HANDED_OVER(CallOutcome.HANDED_OVER),
    @JsonProperty("hung-up")
    HUNG_UP(CallOutcome.HUNG_UP),
    /// The caller left a message.
    @JsonProperty("message")
    MESSAGE(CallOutcome.FINISHED);

    private final CallOutcome outcome;

    End(CallOutcome outcome) {
      this.outcome = outcome;
    }

    CallOutcome outcome() {
      return outcome;
    }
  }

  /// What one side said: one of the first three is set.
  ///
  /// @param clip the name of a clip, whose words the caller said
  /// @param hebrew what it says, where it is in another language
  record Turn(
      @Nullable String agent,
      @Nullable String caller,
      @Nullable String clip,
      @Nullable String hebrew) {}

  /// What became of the lead.
  ///
  /// @param name null when he did not say it
  /// @param reason why it is no lead; null when it is one
  /// @param note what somebody wrote to it
  record Lead(
      @Nullable String name,
      String subject,
      LeadWork.State state,
      LeadWork.@Nullable NoLead reason,
      LeadWork.@Nullable Priority priority,
      @Nullable String note) {}

  /// What the agent promised.
  ///
  /// @param minutes after the demo's beginning, in which it is due
  record Promise(String words, int minutes) {}
}
