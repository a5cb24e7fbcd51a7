package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done with leads. Every method is about one business, and finds nothing of another.
///
/// See [Stores] for durability, threads and errors. What cannot be done as things stand is a
/// [CrmConflict], and nothing is changed then.
public interface LeadWorkStore {
  Optional<WorkedLead> find(long business, CallSid call);

  /// The leads of these calls, a few hundred at most.
  Map<CallSid, WorkedLead> find(long business, Collection<CallSid> calls);

  List<WorkedLead> find(LeadQuery query);

  /// Changes what is done with a lead. What changed, from what to what, is added to its timeline.
  /// When it turns out to be no lead, the contact that only this lead has made is deleted, and the
  /// number of spam makes none from now on; that is taken back when it is a lead after all.
  ///
  /// @param before what the change was made from; it is refused when something else is there
  /// @param work what is to be there; its revision counts by itself
  WorkedLead update(
      long business, CallSid call, LeadWork before, LeadWork work, String actor, Instant at);

  /// Adds a note.
  TimelineEntry addNote(long business, CallSid call, String text, String actor, Instant at);

  /// Adds an entry to a lead's timeline, such as an alert that was sent.
  ///
  /// @return whether it was not there yet
  boolean addToTimeline(long business, CallSid call, TimelineEntry.Draft entry);

  /// What happened around a lead, the newest first.
  List<TimelineEntry> timeline(long business, CallSid call, PagePosition after, int limit);
}
