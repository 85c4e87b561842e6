// A picture of the screen, as the person chooses it in the browser's own question.

const LONGEST_SIDE = 1_920;
/** The browser's question and the dialog leave the screen before the picture is taken. */
const SETTLE = 300;

export function canCapture(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === "function";
}

/** Null when the person chose nothing. */
export async function captureScreen(): Promise<Blob | null> {
  let stream: MediaStream;
  try {
    const options: DisplayMediaStreamOptions & { preferCurrentTab?: boolean } = {
      video: true,
      audio: false,
      preferCurrentTab: true,
    };
    stream = await navigator.mediaDevices.getDisplayMedia(options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotAllowedError") return null;
    throw error;
  }
  try {
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((later) => setTimeout(later, SETTLE));
    return await drawn(video, video.videoWidth, video.videoHeight);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

async function drawn(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!picture) throw new Error("This browser cannot make a picture of the screen.");
  return picture;
}
