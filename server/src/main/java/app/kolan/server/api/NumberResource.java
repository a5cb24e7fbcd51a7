package app.kolan.server.api;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Moving a number from one business to another. All numbers of a business are set by
/// [BusinessResource].
record NumberResource(
    Businesses businesses, BusinessAdministration administration, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("moveNumber", this::move);
  }

  private ApiAnswer move(ApiRequest request) throws InvalidSettings {
    BusinessRecord from = request.in();
    String number = request.field("number", "");
    BusinessRecord to =
        businesses
            .find(request.field("business", ""))
            .orElseThrow(
                () -> CrmRequests.invalid("/business", "nobody", "name a business by its slug"));
    BusinessRecord moved =
        request.auditedSeveral(
            _ ->
                List.of(
                    entry(request, from, number, "to", to),
                    entry(request, to, number, "from", from)),
            () ->
                administration.numbers().move(from, new PhoneNumber(number), to, request.author()));
    return BusinessResource.numbers(moved);
  }

  private AuditEntry entry(
      ApiRequest request, BusinessRecord of, String number, String way, BusinessRecord other) {
    return request
        .actor()
        .entry(
            clock.instant(),
            "numbers.move",
            of.id(),
            of.slug(),
            AuditDetail.of("number", number, way, other.slug()));
  }
}
