package app.kolan.server.notify;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessSettings;
import java.util.List;

/// Who gets alerts beside the rules of the settings: devices that people have chosen for
/// themselves. Any thread may ask.
@FunctionalInterface
public interface AlertDevices {
  /// Nobody.
  AlertDevices NONE = _ -> List.of();

  /// Those of a business, as rules.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be read
  List<AlertRule> of(BusinessSettings business);
}
