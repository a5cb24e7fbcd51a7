package app.kolan.server.api;

import app.kolan.server.identity.Principal;
import app.kolan.server.identity.Principal.KeyPrincipal;
import app.kolan.server.identity.Principal.UserPrincipal;
import app.kolan.server.identity.Users;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;

/// Notes which calls somebody of the business has played. Programs with a key are nobody, and so is
/// the operator of a business that has users of its own: what he plays, its people still have to
/// hear. Any thread may use this; it blocks for the store.
public record PlayedCalls(CallStore calls, Users users) {
  /// Somebody plays sound of a call.
  public void note(LoggedCall call, Principal who) {
    if (call.unplayed() && isOf(call.businessId(), who)) {
      calls.markPlayed(call.sid());
    }
  }

  private boolean isOf(long business, Principal who) {
    return switch (who) {
      case UserPrincipal user ->
          user.memberships().containsKey(business) || users.list(business, 0, 1).isEmpty();
      case KeyPrincipal _ -> false;
    };
  }
}
