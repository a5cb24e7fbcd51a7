/// The account as Twilio's REST interface shows it: its state, its numbers, its permissions and the
/// Debugger's alerts.
@NullMarked
package app.kolan.simulator.account;

import org.jspecify.annotations.NullMarked;
