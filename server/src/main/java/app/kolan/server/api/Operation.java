package app.kolan.server.api;

import app.kolan.server.directory.InvalidSettings;
import java.io.IOException;

/// Does what one operation of the contract says. It runs on a thread of the API and may block for
/// the stores; who asks has been allowed to.
@FunctionalInterface
interface Operation {
  ApiAnswer answer(ApiRequest request) throws InvalidSettings, IOException;
}
