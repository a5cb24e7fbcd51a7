package app.kolan.doctor.remote;

import app.kolan.doctor.Finding;

/// Several servers of one database under a name. Any of them answers any request of a call, so that
/// nothing is wrong, unless an update was left half done.
final class ServersOfOneDatabase {
  private ServersOfOneDatabase() {}

  /// @param what where they are, in one sentence
  static Finding found(String what, AnsweringServers servers) {
    return servers.differInVersion()
        ? Finding.warning(
            "servers of one database differ in their version: " + servers.schemas(),
            "an update is under way, or one of them was left out; what a caller hears depends on"
                + " which of them answers, and only a version and the next one may run beside each"
                + " other",
            "Start the older ones anew with the newer version, one after the other; see “Two"
                + " versions side by side” in docs/scale.md.")
        : Finding.fine(what);
  }
}
