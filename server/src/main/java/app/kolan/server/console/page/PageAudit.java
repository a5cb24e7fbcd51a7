package app.kolan.server.console.page;

import app.kolan.server.audit.AuditLog;
import app.kolan.server.console.http.PageRequest;

/// Writes down who looks at what and who changes what, in the words of the API, before it is shown.
public record PageAudit(AuditLog log) {
  void note(PageRequest request, String action, String subject) {
    log.append(request.actor().entry(request.at(), action, request.in().id(), subject, null));
  }

  /// The same with more about it.
  ///
  /// @param detail as [app.kolan.server.audit.AuditDetail] makes it
  void note(PageRequest request, String action, String subject, String detail) {
    log.append(request.actor().entry(request.at(), action, request.in().id(), subject, detail));
  }

  /// The same of the business as a whole.
  void note(PageRequest request, String action) {
    note(request, action, request.in().slug());
  }

  /// The same of what belongs to no business.
  void noteOfServer(PageRequest request, String action, String subject) {
    log.append(request.actor().entry(request.at(), action, null, subject, null));
  }
}
