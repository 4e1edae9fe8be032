// A picture drawn anew on this device: what can be seen stays, what the camera wrote beside it (place, time, make, a
// smaller copy of the picture before it was cut) goes. Only the drawn copy is ever sent as a picture.
const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const TEST_SIDE = 16;
// Browsers that blur canvases a little move a value by one or two; those that hide them give back noise.
const TOLERANCE = 3;

function canvasOf(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no canvas");
  return [canvas, pen];
}

// Some browsers, Tor Browser first, give noise instead of what was drawn: a canvas tells devices apart. A known pattern
// is drawn and read back, each time anew, because a person can allow it meanwhile.
export function canvasReadsTruly(): boolean {
  try {
    const [, pen] = canvasOf(TEST_SIDE, TEST_SIDE);
    for (let at = 0; at < TEST_SIDE * TEST_SIDE; at++) {
      const [red, green, blue] = patternAt(at);
      pen.fillStyle = `rgb(${red},${green},${blue})`;
      pen.fillRect(at % TEST_SIDE, Math.floor(at / TEST_SIDE), 1, 1);
    }
    const { data } = pen.getImageData(0, 0, TEST_SIDE, TEST_SIDE);
    return data.every((value, at) => Math.abs(value - (patternAt(at >> 2)[at & 3] ?? 0)) <= TOLERANCE);
  } catch {
    return false;
  }
}

const patternAt = (at: number): readonly number[] => [(at * 37) % 256, (at * 91) % 256, (at * 149) % 256, 255];

// Throws where this browser cannot read it as a picture.
export async function redrawn(file: Blob): Promise<Uint8Array> {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale)));
    const [canvas, pen] = canvasOf(width ?? 1, height ?? 1);
    // What is clear in the file would be black in a JPEG.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await asJpeg(canvas);
  } finally {
    image.close();
  }
}

async function asJpeg(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (blob?.type !== "image/jpeg") throw new Error("no JPEG");
  return withoutMetadata(new Uint8Array(await blob.arrayBuffer()));
}

// Only what draws the picture is left of a JPEG: no APP1 to APP15 (EXIF, XMP, colour profile, what a browser may add) and
// no comment. Throws where it is no JPEG. ITU T.81, B.1.
export function withoutMetadata(jpeg: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
    const isMetadata = (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe;
    if (!isMetadata) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  // From the start of the scan on there is nothing but the picture, up to the end's own marker.
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8 || jpeg[at + 1] !== 0xda) throw new Error("no JPEG");
  kept.push(jpeg.subarray(at));
  return joined(kept);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
