package app.kolan.server.crm;

import app.kolan.server.store.Promise;
import app.kolan.server.store.WorkedLead;

/// Something that happened with leads and promises, for those who tell people of it.
///
/// Each has a key. What happened once can be told more than once, after a crash or by two servers
/// of one database, and has the same key then.
public sealed interface CrmEvent {
  /// In which business.
  long business();

  /// The same for the same event, and different for another one.
  String key();

  /// A lead is known: its call is over, or it was complete before; its contact is linked. It is
  /// told again when more becomes known of it, such as a message, under the same key.
  record LeadKnown(WorkedLead lead) implements CrmEvent {
    @Override
    public long business() {
      return lead.lead().businessId();
    }

    @Override
    public String key() {
      return "lead:" + lead.lead().call().value();
    }
  }

  /// Somebody changed what is done with a lead.
  ///
  /// @param lead as it is now
  /// @param actor who did
  record LeadChanged(WorkedLead lead, String actor) implements CrmEvent {
    @Override
    public long business() {
      return lead.lead().businessId();
    }

    @Override
    public String key() {
      return "lead:%s:r%d".formatted(lead.lead().call().value(), lead.work().revision());
    }
  }

  /// It is time to remind people of a promise, which is open.
  record PromiseDue(Promise promise) implements CrmEvent {
    @Override
    public long business() {
      return promise.businessId();
    }

    @Override
    public String key() {
      return "promise:%d:due:%d".formatted(promise.id(), promise.dueAt().toEpochMilli());
    }
  }

  /// A promise was not kept in time.
  record PromiseBroken(Promise promise) implements CrmEvent {
    @Override
    public long business() {
      return promise.businessId();
    }

    @Override
    public String key() {
      return "promise:%d:broken:%d".formatted(promise.id(), promise.dueAt().toEpochMilli());
    }
  }
}
