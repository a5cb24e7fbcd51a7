package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// The leads: whom to call back. A call has at most one.
///
/// [RecordingStore#announce] and [CallStore#addArrival] create or extend a lead as well.
///
/// See [Stores] for durability, threads and errors.
public interface LeadStore {
  /// Saves what is known of a lead. Saving again replaces what is known anew, keeps what the new
  /// one leaves null, and never makes a complete lead open again. The time of its creation stays.
  void save(Lead lead);

  /// The lead of a call.
  Optional<Lead> find(CallSid call);

  /// All leads, the newest first.
  List<Lead> all();

  /// The leads of a business that come after a place in the list, the newest first.
  List<Lead> ofBusiness(long businessId, PagePosition after, int limit);

  /// The newest leads that a business has from a number, the newest first.
  List<Lead> latestFrom(long businessId, PhoneNumber caller, int limit);
}
