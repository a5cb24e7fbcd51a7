package app.kolan.server.crm;

/// Learns what happens with leads and promises, for alerts and the like.
@FunctionalInterface
public interface CrmListener {
  /// Something has happened, and is stored. [CrmEvent.LeadKnown] and what the clock brings about
  /// are delivered on the thread of [CallFollowUp] until no listener throws: one that writes down
  /// what it will do, by [CrmEvent#key], loses nothing in a crash and does nothing twice. The other
  /// events are delivered once, on the thread that made the change, and what a listener throws is
  /// logged.
  ///
  /// May block for the stores; should not wait for anything remote.
  void happened(CrmEvent event);
}
