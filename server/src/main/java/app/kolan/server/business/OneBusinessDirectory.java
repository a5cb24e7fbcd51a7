package app.kolan.server.business;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// The directory of a server with one business, whose settings do not change while it runs.
record OneBusinessDirectory(BusinessSettings settings) implements BusinessDirectory {
  @Override
  public Optional<BusinessSettings> byNumber(PhoneNumber called) {
    return Optional.of(settings);
  }

  @Override
  public Optional<BusinessSettings> find(long business, long version) {
    return Optional.of(settings).filter(known -> known.business().id() == business);
  }

  @Override
  public List<BusinessSettings> all() {
    return List.of(settings);
  }
}
