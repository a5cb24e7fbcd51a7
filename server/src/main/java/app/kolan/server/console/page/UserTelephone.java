package app.kolan.server.console.page;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.identity.Users;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;

/// The telephone of who asks, if the business of the page may have it rung: what a call costs there
/// is the business's, so that it holds to the countries that the business calls, is no premium-rate
/// number, and none of the business's own, which would ring the agent.
public record UserTelephone(Users users, OutboundCalls calls) {
  Optional<PhoneNumber> of(PageRequest request) {
    return request
        .site()
        .settings()
        .current(request.in().id())
        .map(BusinessSettings::business)
        .flatMap(
            business ->
                users
                    .telephone(request.user().id())
                    .filter(number -> !request.in().numbers().contains(number))
                    .filter(number -> calls.mayRing(business, number)));
  }
}
