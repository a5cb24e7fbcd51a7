/// The carrier simulator: plays Twilio and a scripted caller against a real server, over sockets.
@NullMarked
package app.kolan.simulator;

import org.jspecify.annotations.NullMarked;
