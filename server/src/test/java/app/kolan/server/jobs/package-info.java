/// The jobs against a Twilio that answers badly and a machine that dies.
@NullMarked
package app.kolan.server.jobs;

import org.jspecify.annotations.NullMarked;
