import { useEffect, useState } from 'react';
import { useWords } from '../words/context.tsx';
import { useVisit } from './visit.tsx';

/** The screen as it was when the incident was noticed; its place stays empty until the picture is there. */
export function IncidentPicture({ number }: { readonly number: number }) {
  const words = useWords();
  const { api } = useVisit();
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    void api.picture(number).then((result) => {
      if (!over && result.ok) setPicture(result.value);
    });
    return () => {
      over = true;
    };
  }, [api, number]);
  return <span className="picture">{picture !== null && <img src={picture} alt={words.incidents.picture} />}</span>;
}
