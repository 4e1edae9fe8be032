// Tells when nobody has touched the page for a while: eyes should not find on it what was shown to somebody else.

const TOUCHES = ["pointerdown", "keydown", "scroll", "touchstart"] as const;
const LOOK = 5_000;

// By the clock, not by a timer alone: a laptop that slept wakes up hidden.
export function idleAfter(seconds: number, now: () => number, act: () => void): () => void {
  let touched = now();
  const touch = () => {
    touched = now();
  };
  const look = () => {
    if (now() - touched >= seconds) act();
  };
  for (const one of TOUCHES) addEventListener(one, touch, { passive: true });
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(look, LOOK);
  return () => {
    for (const one of TOUCHES) removeEventListener(one, touch);
    document.removeEventListener("visibilitychange", look);
    clearInterval(timer);
  };
}
